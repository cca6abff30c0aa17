#include "engine/marks.h"

#include "text/line_index.h"

#include <string.h>  // memmem

#include <algorithm>
#include <array>
#include <limits>

namespace imprimatur {
namespace {

constexpr std::string_view kName = "imprimatur:";
constexpr std::size_t kNoEnd = std::numeric_limits<std::size_t>::max();

// How comments begin, and how they end within the line if they can.
struct Comment {
  std::string_view begin;
  std::string_view end;
};
constexpr std::array<Comment, 10> kComments = {{{"<!---", "-->"},
                                                {"<!--", "-->"},
                                                {"/*", "*/"},
                                                {"{#", "#}"},
                                                {"[//]: # (", ")"},
                                                {"//", ""},
                                                {"#", ""},
                                                {"--", ""},
                                                {";", ""},
                                                {"%", ""}}};

enum class Kind { line, begin, end, file };

struct Form {
  std::string_view word;
  Kind kind;
};
constexpr std::array<Form, 4> kForms = {{{"ignore-start", Kind::begin},
                                         {"ignore-end", Kind::end},
                                         {"ignore-file", Kind::file},
                                         {"ignore", Kind::line}}};

std::string_view trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) {
    text.remove_prefix(1);
  }
  while (!text.empty() && blank(text.back())) {
    text.remove_suffix(1);
  }
  return text;
}

struct Place {
  bool is_comment = false;
  bool alone = false;  // nothing else stands in the line
  std::size_t begin = 0;
  std::size_t end = 0;  // of the comment, in the line
  std::string_view content;
};

// The comment that the name at `at` of the line begins; without one it is only words.
Place comment_at(std::string_view line, std::size_t at) {
  const std::string_view before = line.substr(0, at);
  std::size_t last = before.size();
  while (last > 0 && (before[last - 1] == ' ' || before[last - 1] == '\t')) {
    --last;
  }
  for (const Comment& comment : kComments) {
    if (!before.substr(0, last).ends_with(comment.begin)) {
      continue;
    }
    Place place;
    place.begin = last - comment.begin.size();
    const bool closed = !comment.end.empty();
    const std::string_view head = line.substr(0, place.begin);
    // Signs of one or two characters are comments at a line's beginning or behind a blank.
    if (!closed && !head.empty() && head.back() != ' ' && head.back() != '\t') {
      continue;
    }
    const std::size_t end = closed ? line.find(comment.end, at) : line.size();
    if (end == std::string_view::npos) {
      continue;
    }
    place.is_comment = true;
    place.content = trim(line.substr(at + kName.size(), end - at - kName.size()));
    place.end = end + comment.end.size();
    place.alone = trim(head).empty() && trim(line.substr(place.end)).empty();
    return place;
  }
  return {};
}

bool is_date(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  return text.size() == kShape.size() &&
         std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char shape) {
           return shape == 'd' ? c >= '0' && c <= '9' : c == shape;
         });
}

void read_rules(std::string_view list, Mark& mark) {
  constexpr std::string_view kUntil = "until ";
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view entry = trim(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    if (entry.starts_with(kUntil)) {
      mark.until = trim(entry.substr(kUntil.size()));
      if (!is_date(mark.until)) {
        mark.problem = "has an end that is no date such as 2026-01-31";
      }
    } else if (!entry.empty()) {
      mark.rules.emplace_back(entry);
    }
  }
  if (mark.rules.empty() && mark.problem.empty()) {
    mark.problem = "names no rule in brackets";
  }
}

// What stands behind the word: "[rules] reason".
void read_arguments(std::string_view rest, std::string_view today, Mark& mark) {
  rest = trim(rest);
  const std::size_t close = rest.find(']');
  if (!rest.starts_with('[') || close == std::string_view::npos) {
    mark.problem = "names no rule in brackets";
    return;
  }
  read_rules(rest.substr(1, close - 1), mark);
  if (!mark.problem.empty()) {
    return;
  }
  if (trim(rest.substr(close + 1)).empty()) {
    mark.problem = "has no reason";
  } else if (!mark.until.empty() && mark.until < today) {
    mark.problem = "expired on " + mark.until;
  }
}

class MarkReader {
 public:
  MarkReader(std::string_view text, std::string_view today)
      : text_(text), today_(today), index_(text) {}

  void read(std::size_t at) {
    const std::size_t number = index_.position(at).line;
    const Span span = index_.line_span(number);
    const std::string_view line = text_.substr(span.begin, span.size());
    const Place place = comment_at(line, at - span.begin);
    if (!place.is_comment) {
      return;
    }
    Mark mark;
    mark.line = number;
    mark.comment = {span.begin + place.begin, span.begin + place.end};
    const auto form = std::find_if(kForms.begin(), kForms.end(), [&](const Form& f) {
      const std::string_view rest =
          place.content.substr(std::min(f.word.size(), place.content.size()));
      const bool whole = rest.empty() || rest.front() == '[' || rest.front() == ' ';
      return place.content.starts_with(f.word) && whole;
    });
    if (form == kForms.end()) {
      mark.problem = "is none of ignore, ignore-start, ignore-end and ignore-file";
      marks_.push_back(std::move(mark));
      return;
    }
    if (form->kind == Kind::end) {
      end_block(std::move(mark));
      return;
    }
    read_arguments(place.content.substr(form->word.size()), today_, mark);
    cover(form->kind, place.alone, mark);
    if (form->kind == Kind::begin) {
      open_.push_back(marks_.size());
    }
    marks_.push_back(std::move(mark));
  }

  std::vector<Mark> take() {
    for (const std::size_t index : open_) {
      if (marks_[index].problem.empty()) {
        marks_[index].problem = "has no ignore-end";
      }
    }
    return std::move(marks_);
  }

 private:
  void cover(Kind kind, bool alone, Mark& mark) const {
    mark.first = kind == Kind::file ? 1 : mark.line;
    mark.last = kind == Kind::line ? mark.line : kNoEnd;
    if (kind == Kind::line && alone) {
      do {
        ++mark.last;
      } while (mark.last < index_.lines() && is_blank(mark.last));
      mark.first = mark.last;
    }
  }

  [[nodiscard]] bool is_blank(std::size_t line) const {
    const Span span = index_.line_span(line);
    return trim(text_.substr(span.begin, span.size())).empty();
  }

  void end_block(Mark mark) {
    if (open_.empty()) {
      mark.problem = "has no ignore-start";
    } else {
      marks_[open_.back()].last = mark.line;
      open_.pop_back();
    }
    marks_.push_back(std::move(mark));
  }

  std::string_view text_;
  std::string_view today_;
  LineIndex index_;
  std::vector<Mark> marks_;
  std::vector<std::size_t> open_;  // blocks without an end so far
};

std::size_t find_name(std::string_view text, std::size_t from) {
  // Faster than std::string_view::find, and this runs over every document.
  const void* found = ::memmem(text.data() + from, text.size() - from, kName.data(), kName.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

bool names(const Mark& mark, const std::string& rule) {
  return std::any_of(mark.rules.begin(), mark.rules.end(), [&](std::string_view wanted) {
    if (wanted.ends_with('*')) {
      wanted.remove_suffix(1);
      return std::string_view(rule).starts_with(wanted);
    }
    return wanted == rule;
  });
}

bool covers(const Mark& mark, const Finding& finding, const MarkPlace& place) {
  if (!mark.problem.empty() || mark.rules.empty() || place.last_line < mark.first ||
      place.first_line > mark.last) {
    return false;
  }
  return names(mark, finding.rule) ||
         std::any_of(finding.related.begin(), finding.related.end(), [&](const std::string& rule) {
           return names(mark, rule);
         });
}

std::string shown(const std::vector<std::string>& rules) {
  std::string list;
  for (const std::string& rule : rules) {
    list += (list.empty() ? "" : ", ") + rule;
  }
  return list;
}

}  // namespace

std::vector<Mark> find_marks(std::string_view text, std::string_view today) {
  std::size_t at = find_name(text, 0);
  if (at == std::string_view::npos) {
    return {};
  }
  MarkReader reader(text, today);
  for (; at != std::string_view::npos; at = find_name(text, at + kName.size())) {
    reader.read(at);
  }
  return reader.take();
}

void apply_marks(const std::vector<Mark>& marks,
                 const std::vector<Finding>& findings,
                 const std::vector<MarkPlace>& places,
                 std::vector<std::optional<SilencedBy>>& silenced,
                 std::vector<DocumentResult::Note>& notes) {
  silenced.resize(findings.size());
  for (const Mark& mark : marks) {
    bool used = false;
    for (std::size_t i = 0; i < findings.size(); ++i) {
      const Span& span = places[i].span;
      // The words of a mark are no evidence, whatever they name.
      const bool inside = span.begin >= mark.comment.begin && span.end <= mark.comment.end;
      const bool covered = covers(mark, findings[i], places[i]);
      used = used || covered;
      if (inside || covered) {
        silenced[i] = SilencedBy::mark;
      }
    }
    if (!mark.problem.empty()) {
      notes.push_back({mark.line, "the mark " + mark.problem + ", so it is not honoured"});
    } else if (!used && !mark.rules.empty()) {
      notes.push_back({mark.line, "the mark that ignores " + shown(mark.rules) + " was not used"});
    }
  }
}

}  // namespace imprimatur
