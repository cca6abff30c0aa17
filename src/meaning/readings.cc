#include "meaning/readings.h"

#include "text/span_index.h"

#include <algorithm>
#include <utility>

namespace imprimatur {
namespace {

bool contains(Span outer, Span inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

std::vector<Span> spans_of(const std::vector<Clause>& clauses) {
  std::vector<Span> spans;
  spans.reserve(clauses.size());
  for (const Clause& clause : clauses) {
    spans.push_back(clause.span);
  }
  return spans;
}

// What reads a sentence of unknown wording says nothing where a rule knows its words, of a ban or
// of a permission. A sign or a name in the same sentence does not explain the rest of it.
void drop_fallbacks(std::vector<Clause>& clauses) {
  const auto is_fallback = [](const Clause& clause) {
    return clause.rule->rule->strength == Strength::fallback;
  };
  if (std::none_of(clauses.begin(), clauses.end(), is_fallback)) {
    return;
  }
  std::vector<Span> known;
  for (const Clause& clause : clauses) {
    const bool sign = clause.role == Role::notice && clause.rule->language == 0;
    if (!is_fallback(clause) && !sign && clause.role != Role::dateline &&
        clause.role != Role::byline && clause.role != Role::endmark) {
      known.push_back(clause.span);
    }
  }
  const SpanIndex index(known);
  std::erase_if(clauses, [&](const Clause& clause) {
    const std::vector<std::size_t> near = index.touching(clause.span);
    return is_fallback(clause) && std::any_of(near.begin(), near.end(), [&](std::size_t i) {
             return known[i].overlaps(clause.span);
           });
  });
}

// Where a prohibition and a permission were read from the same words, the one that begins first
// governs: "may not be republished …" over "be republished …".
void drop_contradictions(std::vector<Clause>& clauses) {
  std::vector<bool> dropped(clauses.size(), false);
  const SpanIndex index(spans_of(clauses));
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    for (const std::size_t j : index.touching(clauses[i].span)) {
      const Clause& a = clauses[i];
      const Clause& b = clauses[j];
      const bool opposed = (a.role == Role::restriction && family_of(b.role) == Family::grant) ||
                           (family_of(a.role) == Family::grant && b.role == Role::restriction);
      if (i == j || !opposed || !a.span.overlaps(b.span) || dropped[i]) {
        continue;
      }
      if (a.span.begin < b.span.begin ||
          (a.span.begin == b.span.begin && a.span.size() > b.span.size()) ||
          (a.span == b.span && a.role == Role::restriction)) {
        dropped[j] = true;
      }
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    if (!dropped[i]) {
      if (kept != i) {
        clauses[kept] = std::move(clauses[i]);
      }
      ++kept;
    }
  }
  clauses.resize(kept);
}

// "AP/AFP" on a line of its own has the shape of a photographer's credit and is none.
bool is_pair(const Clause& credit) {
  return credit.edge && credit.role == Role::credit && credit.known.size() >= 2 &&
         credit.rule->rule->scope != Scope::photo;
}

// A picture's credit tells the scope of every other reading of the same words.
void spread_scope(std::vector<Clause>& clauses) {
  std::vector<Span> pairs;
  for (const Clause& clause : clauses) {
    if (is_pair(clause)) {
      pairs.push_back(clause.span);
    }
  }
  const SpanIndex around(pairs);
  std::erase_if(clauses, [&](const Clause& photo) {
    if (photo.rule->rule->scope != Scope::photo) {
      return false;
    }
    const std::vector<std::size_t> near = around.touching(photo.span);
    return std::any_of(near.begin(), near.end(), [&](std::size_t pair) {
      return contains(pairs[pair], photo.span);
    });
  });
  const SpanIndex index(spans_of(clauses));
  for (const Clause& photo : clauses) {
    if (photo.rule->rule->scope != Scope::photo) {
      continue;
    }
    for (const std::size_t i : index.touching(photo.span)) {
      Clause& other = clauses[i];
      if (other.span.overlaps(photo.span) && other.role != Role::restriction) {
        other.photo = true;
      }
    }
  }
}

}  // namespace

Family family_of(Role role) {
  switch (role) {
    case Role::notice:
    case Role::reservation:
    case Role::restriction:
      return Family::claim;
    case Role::permission:
    case Role::duty:
    case Role::licence:
      return Family::grant;
    default:
      return Family::single;
  }
}

void settle_readings(std::vector<Clause>& clauses) {
  drop_fallbacks(clauses);
  drop_contradictions(clauses);
  spread_scope(clauses);
}

}  // namespace imprimatur
