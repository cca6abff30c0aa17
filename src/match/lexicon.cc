#include "match/lexicon.h"

#include "text/fold.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>
#include <numeric>
#include <tuple>

namespace imprimatur {
namespace {

constexpr std::size_t kBuckets = 65536;
constexpr unsigned kLongBits = 13;
constexpr std::size_t kLongPrefix = 4;  // bytes without a blank by which long names are found

std::size_t bucket_of(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
  return (std::size_t{first} << 8U) | second;
}

// Up to so many bytes from `at` on as a Head has.
template <typename Head>
Head head_at(std::string_view text, std::size_t at) {
  Head head = 0;
  if (at + sizeof head <= text.size()) {
    std::memcpy(&head, text.data() + at, sizeof head);  // of a size that is known: no call
  } else if (at < text.size()) {
    std::memcpy(&head, text.data() + at, text.size() - at);
  }
  return head;
}

// The first bytes of a name, line breaks as blanks.
std::uint32_t plain_head(std::string_view text, std::size_t at) {
  auto head = head_at<std::uint32_t>(text, at);
  for (unsigned shift = 0; shift < 32; shift += 8) {
    if ((head >> shift & 0xFFU) == '\n') {
      head ^= std::uint32_t{'\n' ^ ' '} << shift;
    }
  }
  return head;
}

// Where the first `bytes` bytes of a head, two to four, stand in Lexicon::beginnings_.
std::size_t beginning_of(std::uint32_t head, std::size_t bytes) {
  const std::size_t cut = 32 - 8 * bytes;
  const std::uint32_t kept = std::endian::native == std::endian::little ? head << cut : head >> cut;
  return ((kept + static_cast<std::uint32_t>(bytes)) * 0x9E3779B1U) >> 16U;
}

bool is_long(std::string_view name) {
  return name.size() >= kLongPrefix && name.find(' ') >= kLongPrefix;
}

std::size_t long_bucket_of(std::uint32_t prefix) {
  return (prefix * 0x9E3779B1U) >> (32U - kLongBits);
}

std::uint64_t mask_of(std::string_view name, std::size_t skipped) {
  std::array<unsigned char, 8> mask{};
  for (std::size_t i = 0; i < mask.size() && i + skipped < name.size(); ++i) {
    mask[i] = name[i + skipped] == ' ' ? 0 : 0xFF;
  }
  std::uint64_t out = 0;
  std::memcpy(&out, mask.data(), mask.size());
  return out;
}

bool is_ascii(char c) {
  return (static_cast<unsigned char>(c) & 0x80U) == 0;
}

bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// No name begins here: what bounded() finds out again for letters of other scripts.
bool inside_word(std::string_view text, std::size_t at) {
  return at > 0 && is_ascii_word(text[at]) && is_ascii_word(text[at - 1]);
}

char32_t code_point_before(std::string_view text, std::size_t at) {
  if (at == 0) {
    return 0;
  }
  std::size_t begin = at - 1;
  while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
    --begin;
  }
  return next_code_point(text, begin);
}

char32_t code_point_at(std::string_view text, std::size_t at) {
  return at < text.size() ? next_code_point(text, at) : 0;
}

bool is_hangul(char32_t c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}

// Han, kana and Thai have no blanks between words; Hangul hangs particles on a word's end.
bool bounded(std::string_view text, Span span) {
  std::size_t first_at = span.begin;
  const char32_t first = next_code_point(text, first_at);
  const char32_t last = code_point_before(text, span.end);
  if (is_word(first) && !is_cjk(first) && is_word(code_point_before(text, span.begin)) &&
      !is_cjk(code_point_before(text, span.begin))) {
    return false;
  }
  if (!is_word(last) || is_cjk(last) || is_hangul(last)) {
    return true;
  }
  const char32_t next = code_point_at(text, span.end);
  return !is_word(next) || is_cjk(next);
}

bool all_upper(std::string_view text) {
  bool any = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_lower(c)) {
      return false;
    }
    any = any || is_letter(c);
  }
  return any;
}

// Compares an original spelling with the rule's, apart from blanks and full-width forms.
bool same_case(std::string_view original, std::string_view wanted) {
  std::size_t a = 0;
  std::size_t b = 0;
  while (a < original.size() && b < wanted.size()) {
    const char32_t x = next_code_point(original, a);
    const char32_t y = next_code_point(wanted, b);
    if (fold(x) == fold(y) && is_upper(x) != is_upper(y)) {
      return false;
    }
  }
  return true;
}

bool is_separator(std::string_view between) {
  if (between == " and " || between == " et " || between == " und " || between == " y " ||
      between == " ve " || between == " e ") {
    return true;
  }
  return std::all_of(between.begin(), between.end(), [](char c) {
    return c == ' ' || c == '/' || c == ',' || c == '-' || c == '+' || c == '&' || c == '\n' ||
           c == ';' || c == '|';
  });
}

}  // namespace

Lexicon::Lexicon(const RuleSet& rules) {
  for (const Holder* holder : rules.holders()) {
    for (const std::string& domain : holder->domains) {
      sites_.emplace_back(domain, holder);
    }
    std::vector<std::string> not_followed;
    for (const auto& text : holder->not_followed_by) {
      not_followed.push_back(fold(text));
    }
    for (const auto& name : holder->names) {
      std::string folded = fold(name.text);
      if (folded.size() >= 2) {
        beginnings_.set(beginning_of(plain_head(folded, 0), std::min(folded.size(), kLongPrefix)));
        entries_.push_back({std::move(folded), holder, &name, not_followed});
      }
    }
  }
  std::sort(sites_.begin(), sites_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->id) < std::tie(b.first, b.second->id);
  });
  std::map<std::string_view, const Holder*> first;
  for (const Entry& entry : entries_) {
    if (entry.name->code &&
        first.emplace(entry.folded, entry.holder).first->second != entry.holder) {
      sharers_.push_back({entry.folded, entry.holder});
    }
  }
  const auto bucket = [this](std::uint32_t entry) {
    const std::string& name = entries_[entry].folded;
    return is_long(name) ? long_bucket_of(head_at<std::uint32_t>(name, 0)) : bucket_of(name, 0);
  };
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    const std::string& name = entries_[i].folded;
    NameIndex& index = is_long(name) ? long_ : short_;
    const std::size_t skipped = is_long(name) ? 0 : 2;
    index.heads.push_back({head_at<std::uint64_t>(name, skipped), mask_of(name, skipped), i});
  }
  for (NameIndex* index : {&long_, &short_}) {
    index->buckets.assign(index == &long_ ? (std::size_t{1} << kLongBits) + 1 : kBuckets + 1, 0);
    for (const Head& head : index->heads) {
      ++index->buckets[bucket(head.entry) + 1];
    }
    std::partial_sum(index->buckets.begin(), index->buckets.end(), index->buckets.begin());
    std::sort(index->heads.begin(), index->heads.end(), [&](const Head& a, const Head& b) {
      const std::size_t x = entries_[a.entry].folded.size();
      const std::size_t y = entries_[b.entry].folded.size();
      return std::tuple(bucket(a.entry), y, a.entry) < std::tuple(bucket(b.entry), x, b.entry);
    });
  }
}

// False if no name begins as the text does at `at`.
bool Lexicon::may_begin(std::string_view text, std::size_t at) const {
  const std::uint32_t head = plain_head(text, at);
  return beginnings_.test(beginning_of(head, 4)) || beginnings_.test(beginning_of(head, 3)) ||
         beginnings_.test(beginning_of(head, 2));
}

bool Lexicon::fits(const Entry& entry,
                   const Shadow& shadow,
                   std::string_view original,
                   std::size_t at) const {
  const std::string_view text = shadow.text();
  const Span span{at, at + entry.folded.size()};
  // A blank of a name may be a line break in the text.
  if (span.end > text.size()) {
    return false;
  }
  for (std::size_t i = 0; i < entry.folded.size(); ++i) {
    const char wanted = entry.folded[i];
    const char found = text[at + i];
    if (wanted != found && !(wanted == ' ' && found == '\n')) {
      return false;
    }
  }
  if (!bounded(text, span)) {
    return false;
  }
  for (const auto& suffix : entry.not_followed_by) {
    const std::size_t after = span.end + (span.end < text.size() && text[span.end] == ' ' ? 1 : 0);
    if (text.substr(after).starts_with(suffix)) {
      return false;
    }
  }
  if (entry.name->case_rule == CaseRule::any) {
    return true;
  }
  const Span source = shadow.to_text(span);
  const std::string_view written = original.substr(source.begin, source.size());
  return entry.name->case_rule == CaseRule::upper ? all_upper(written)
                                                  : same_case(written, entry.name->text);
}

const Lexicon::Entry* Lexicon::longest(const NameIndex& index,
                                       std::size_t bucket,
                                       std::uint64_t bytes,
                                       const Place& place) const {
  for (std::uint32_t i = index.buckets[bucket]; i < index.buckets[bucket + 1]; ++i) {
    const Head& head = index.heads[i];
    if (((head.bytes ^ bytes) & head.mask) != 0) {
      continue;
    }
    const Entry& entry = entries_[head.entry];
    if ((place.codes || !entry.name->code) &&
        fits(entry, *place.shadow, place.original, place.at)) {
      return &entry;
    }
  }
  return nullptr;
}

std::optional<NameHit> Lexicon::at(const Shadow& shadow,
                                   std::string_view original,
                                   std::size_t at,
                                   bool codes) const {
  const std::string_view text = shadow.text();
  if (inside_word(text, at) || !may_begin(text, at)) {
    return std::nullopt;
  }
  const Place place{&shadow, original, at, codes};
  const auto bytes = head_at<std::uint64_t>(text, at);
  const std::size_t bucket = long_bucket_of(head_at<std::uint32_t>(text, at));
  const Entry* const named = longest(long_, bucket, bytes, place);
  const Entry* entry =
      longest(short_, bucket_of(text, at), head_at<std::uint64_t>(text, at + 2), place);
  if (entry == nullptr || (named != nullptr && named->folded.size() > entry->folded.size())) {
    entry = named;
  }
  if (entry == nullptr) {
    return std::nullopt;
  }
  return NameHit{{at, at + entry->folded.size()}, entry->holder, entry->name->code};
}

void Lexicon::find_all(const Shadow& shadow,
                       std::string_view original,
                       Span range,
                       bool codes,
                       std::vector<NameHit>& hits) const {
  const std::string_view text = shadow.text();
  for (std::size_t i = range.begin; i < range.end;) {
    if (inside_word(text, i) || (is_ascii(text[i]) && !may_begin(text, i))) {
      ++i;
      continue;
    }
    const auto hit = at(shadow, original, i, codes);
    if (hit && hit->span.end <= range.end) {
      hits.push_back(*hit);
      i = hit->span.end;
    } else {
      static_cast<void>(next_code_point(text, i));
    }
  }
}

const Holder* Lexicon::told_apart(const NameHit& hit,
                                  std::string_view shadow,
                                  const TextLanguage* language) const {
  const std::string_view name = shadow.substr(hit.span.begin, hit.span.size());
  const auto shares = [&](const Sharer& sharer) { return sharer.folded == name; };
  if (!hit.code || language == nullptr || std::none_of(sharers_.begin(), sharers_.end(), shares)) {
    return hit.holder;
  }
  const std::string text = (*language)();
  const auto speaks = [&](const Holder& holder) {
    return !holder.languages.empty() && holder.languages.front() == text;
  };
  if (speaks(*hit.holder)) {
    return hit.holder;
  }
  const auto other = std::find_if(sharers_.begin(), sharers_.end(), [&](const Sharer& sharer) {
    return shares(sharer) && speaks(*sharer.holder);
  });
  return other == sharers_.end() ? hit.holder : other->holder;
}

const Holder* Lexicon::at_site(std::string_view address) const {
  const std::string folded = fold(address);
  std::string_view host = folded;
  for (const std::string_view lead : {"https://", "http://", "www."}) {
    host.remove_prefix(host.starts_with(lead) ? lead.size() : 0);
  }
  host = host.substr(0, host.find_first_of("/ "));
  const auto site = std::lower_bound(
      sites_.begin(), sites_.end(), host, [](const auto& one, std::string_view name) {
        return one.first < name;
      });
  return site != sites_.end() && site->first == host ? site->second : nullptr;
}

std::vector<NameHit> Lexicon::resolve(const Shadow& shadow,
                                      std::string_view original,
                                      Span range) const {
  std::vector<NameHit> hits;
  find_all(shadow, original, range, true, hits);
  if (hits.empty()) {
    return hits;
  }
  const std::string_view text = shadow.text();
  const auto between = [&](std::size_t begin, std::size_t end) {
    return text.substr(begin, end - begin);
  };
  const bool at_edge = is_separator(between(range.begin, hits.front().span.begin)) ||
                       is_separator(between(hits.back().span.end, range.end));
  if (!at_edge) {
    hits.clear();
  }
  return hits;
}

}  // namespace imprimatur
