#include "meaning/zones.h"

#include "text/fold.h"

#include <algorithm>

namespace imprimatur {
namespace {

constexpr std::size_t kWhole = std::size_t{4} << 20;
constexpr std::size_t kAround = std::size_t{32} << 10;
// The Markdown heading that heads parts; the one above it is the title.
constexpr std::size_t kLeastParent = 2;
constexpr std::string_view kItemMarks = " \t\n-*+_`[(0123456789.)#";

// Captions, menus and footers are beside the running text, whatever their shape.
bool frames(const Region& region) {
  return region.scope != Scope::document || region.zone == Zone::caption ||
         region.zone == Zone::footer || region.zone == Zone::boilerplate ||
         region.zone == Zone::metadata;
}

bool is_own_prose(const Segment& part) {
  return part.prose && part.zone != Zone::quote;
}

// "copyright", "copyright & disclaimer", "terms, conditions and copyright": one of the parts that
// signs or small words join is a heading of that kind.
bool states_rights(const NameWords& words, std::string_view heading) {
  constexpr std::string_view kJoints = "&/,+|:;()";
  if (words.rights_heading.has(heading)) {
    return true;
  }
  std::size_t part = 0;
  for (std::size_t at = 0; at <= heading.size();) {
    const std::size_t end = std::min(heading.find(' ', at), heading.size());
    const std::string_view word = heading.substr(at, end - at);
    const bool joint = word == "-" || words.inner.has(word) ||
                       (!word.empty() && word.find_first_not_of(kJoints) == std::string_view::npos);
    const bool closes = !word.empty() && kJoints.find(word.back()) != std::string_view::npos;
    if (joint || closes || end == heading.size()) {
      const std::size_t last = joint ? at : end - (closes ? 1U : 0U);
      std::string_view piece = heading.substr(part, last - part);
      piece = piece.substr(0, piece.find_last_not_of(' ') + 1);
      if (words.rights_heading.has(piece)) {
        return true;
      }
      part = end + 1;
    }
    at = end + 1;
  }
  return false;
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// The number of signs in front of a Markdown heading; 0 if there is none.
std::size_t level_of(std::string_view heading) {
  return std::min(heading.find_first_not_of('#'), heading.size());
}

// A heading that is nothing but a link of Markdown to another site.
bool is_link(std::string_view heading) {
  const std::size_t begin = heading.find_first_not_of("# \t");
  const std::size_t end = heading.find_last_not_of(" \t\r\n#");
  return begin != std::string_view::npos && heading[begin] == '[' && heading[end] == ')' &&
         heading.find("](http") != std::string_view::npos;
}

const Region* find_region(std::span<const Region> regions, std::size_t offset) {
  const auto after =
      std::upper_bound(regions.begin(), regions.end(), offset, [](std::size_t at, const Region& r) {
        return at < r.span.begin;
      });
  if (after == regions.begin() || offset >= (after - 1)->span.end) {
    return nullptr;
  }
  return &*(after - 1);
}

}  // namespace

std::vector<Span> running_text(std::string_view text, std::span<const Region> regions) {
  std::vector<Span> parts;
  if (regions.empty()) {
    return parts;
  }
  std::size_t begin = 0;
  for (const Region& region : regions) {
    if (frames(region)) {
      if (begin < region.span.begin) {
        parts.push_back({begin, region.span.begin});
      }
      begin = region.span.end;
    }
  }
  if (begin < text.size()) {
    parts.push_back({begin, text.size()});
  }
  return parts;
}

Zones::Zones(std::string_view text,
             const std::vector<std::size_t>& places,
             const ZoneOptions& options)
    : text_(text), words_(options.words), regions_(options.regions), markdown_(options.markdown) {
  if (text.size() <= kWhole) {
    add_segments(text, 0, {options.markdown, true, true});
  } else {
    add_segments_at(text, places);
  }
  sum_up();
}

void Zones::add_segments_at(std::string_view text, const std::vector<std::size_t>& places) {
  std::size_t done = 0;
  for (const std::size_t place : places) {
    if (place < done) {
      continue;
    }
    std::size_t begin = std::max(done, place > kAround ? place - kAround : 0);
    if (begin > 0) {
      const std::size_t line = text.substr(begin, place + 1 - begin).find('\n');
      begin += line == std::string_view::npos ? 0 : line + 1;
    }
    std::size_t end = std::min(text.size(), place + kAround);
    if (end < text.size()) {
      const std::size_t line = text.substr(place + 1, end - place).rfind('\n');
      end = line == std::string_view::npos ? end : place + 1 + line + 1;
    }
    add_segments(
        text.substr(begin, end - begin), begin, {markdown_, begin == 0, end == text.size()});
    done = end;
  }
}

void Zones::sum_up() {
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    const Segment& part = segments_[i];
    prose_end_ = part.prose ? i + 1 : prose_end_;
    own_prose_ += is_own_prose(part) ? 1U : 0U;
    own_prose_end_ = is_own_prose(part) ? i + 1 : own_prose_end_;
    beside_code_ = beside_code_ || (part.zone != Zone::code && part.zone != Zone::headline);
    const Region* region = part.heading ? region_at(part.span.begin) : nullptr;
    if (part.heading && (region == nullptr || !frames(*region))) {
      headings_.push_back(i);
    }
  }
}

void Zones::add_segments(std::string_view text, std::size_t offset, const SegmentOptions& options) {
  for (Segment part : segment(text, options)) {
    part.span = {part.span.begin + offset, part.span.end + offset};
    if (const Region* region = region_at(part.span.begin)) {
      part.zone = region->zone.value_or(part.zone);
      part.prose = part.prose && !frames(*region);
    }
    segments_.push_back(part);
  }
}

const Region* Zones::region_at(std::size_t offset) const {
  return find_region(regions_, offset);
}

std::size_t Zones::index_of(std::size_t offset) const {
  const auto it = std::upper_bound(
      segments_.begin(), segments_.end(), offset, [](std::size_t at, const Segment& part) {
        return at < part.span.begin;
      });
  return it == segments_.begin() ? segments_.size()
                                 : static_cast<std::size_t>(it - segments_.begin()) - 1;
}

Segment Zones::at(std::size_t offset) const {
  const std::size_t index = index_of(offset);
  if (index < segments_.size() && offset < segments_[index].span.end) {
    return segments_[index];
  }
  return Segment{{offset, offset}, Zone::body, false};
}

Segment Zones::before(std::size_t offset) const {
  const std::size_t index = index_of(offset);
  return index == 0 || index >= segments_.size() ? Segment{} : segments_[index - 1];
}

std::string_view Zones::written(std::size_t index) const {
  return text_.substr(segments_[index].span.begin, segments_[index].span.size());
}

std::string Zones::heading_words(std::size_t index) const {
  constexpr std::size_t kLongest = 200;
  constexpr std::string_view kMarks = " \t#*_:=.)0123456789";
  const std::string_view heading = written(index);
  // "\u00A7 7. Copyright", and signs that are pictures
  std::size_t begin = 0;
  for (std::size_t next = 0; next < heading.size(); begin = next) {
    if (is_letter(next_code_point(heading, next))) {
      break;
    }
  }
  const std::size_t end = heading.find_last_not_of(kMarks) + 1;
  return begin < end && end - begin <= kLongest ? fold(heading.substr(begin, end - begin))
                                                : std::string();
}

bool Zones::is_rights_heading(std::size_t index) const {
  const std::string said = heading_words(index);
  return !said.empty() && states_rights(*words_, said);
}

template <typename Test>
bool Zones::under_heading(std::size_t offset, std::size_t reach, const Test& test) const {
  const std::size_t index = index_of(offset);
  if (words_ == nullptr || index >= segments_.size()) {
    return false;
  }
  auto heading = std::lower_bound(headings_.begin(), headings_.end(), index);
  std::size_t level = 0;  // of the Markdown heading whose parent is looked for
  while (heading != headings_.begin() && index - *(heading - 1) <= reach) {
    --heading;
    const std::size_t here = level_of(written(*heading));
    if (level != 0 && (here >= level || here < kLeastParent)) {
      continue;  // of the same part, or the title of all
    }
    if (test(*heading)) {
      return true;
    }
    if (!segments_[*heading].inner) {
      level = here;
      if (level <= kLeastParent) {
        return false;  // it heads a part of its own
      }
    }
  }
  return false;
}

bool Zones::under_others_heading(std::size_t offset) const {
  constexpr std::size_t kReach = 60;  // paragraphs and items of a section
  // "## License", and below it "### [Pad](https://pad.example)": whose licence follows.
  std::optional<bool> linked;
  const bool others = under_heading(offset, kReach, [&](std::size_t heading) {
    linked = linked.value_or(is_link(written(heading)));
    return words_->others_heading.inside(heading_words(heading));
  });
  return others || (linked.value_or(false) && under_rights_heading(offset));
}

bool Zones::under_rights_heading(std::size_t offset) const {
  constexpr std::size_t kReach = 12;  // paragraphs and items of a section
  return under_heading(
      offset, kReach, [this](std::size_t heading) { return is_rights_heading(heading); });
}

bool Zones::states_terms() const {
  constexpr std::size_t kHeadings = 100;  // looked at, in the longest of terms
  constexpr std::size_t kNeeded = 2;
  if (!states_terms_ && words_ != nullptr) {
    std::size_t found = 0;
    bool legal = false;
    const std::size_t count = std::min(headings_.size(), kHeadings);
    for (std::size_t i = 0; i < count && (found < kNeeded || !legal); ++i) {
      const std::string said = heading_words(headings_[i]);
      const bool is_legal = !said.empty() && words_->legal_heading.inside(said);
      legal = legal || is_legal;
      found += is_legal || (!said.empty() && states_rights(*words_, said)) ? 1U : 0U;
    }
    states_terms_ = legal && found >= kNeeded;
  }
  return states_terms_.value_or(false);
}

std::string Zones::lead_in(std::size_t offset) const {
  constexpr std::size_t kItems = 40;  // of a list
  constexpr std::size_t kTail = 120;  // of the lead-in, where it says what follows
  const std::size_t index = index_of(offset);
  if (words_ == nullptr || index >= segments_.size() || index == 0) {
    return {};
  }
  std::size_t lead = index - 1;
  while (segments_[lead + 1].item && segments_[lead].item && lead > 0 && index - lead < kItems) {
    --lead;
  }
  const std::string_view said = written(lead);
  const std::string_view whole = said.substr(0, said.find_last_not_of(" \t\r\n*_") + 1);
  if (!whole.ends_with(':') && !whole.ends_with("\xEF\xBC\x9A")) {
    return {};
  }
  std::size_t tail = whole.size() - std::min(whole.size(), kTail);
  while (tail < whole.size() && is_continuation(whole[tail])) {
    ++tail;  // the rest of a character
  }
  return fold(whole.substr(tail));
}

bool Zones::is_example(std::size_t offset) const {
  const std::string lead = lead_in(offset);
  return !lead.empty() && words_->example.inside(lead);
}

bool Zones::is_cited(std::size_t offset) const {
  const std::string lead = lead_in(offset);
  return !lead.empty() && words_->quoting.inside(lead);
}

bool Zones::is_choice(std::size_t offset) const {
  constexpr std::size_t kSeveral = 3;
  constexpr std::size_t kItems = 40;
  constexpr std::size_t kName = 40;  // bytes of an item that may hold a licence's name
  const std::size_t index = index_of(offset);
  if (words_ == nullptr || index >= segments_.size() || !segments_[index].item) {
    return false;
  }
  std::size_t first = index;
  while (first > 0 && segments_[first - 1].item && index - first < kItems) {
    --first;
  }
  std::size_t licences = 0;
  for (std::size_t i = first; i < segments_.size() && segments_[i].item && i < index + kItems;
       ++i) {
    const std::string_view item = written(i);
    const std::string_view said =
        item.substr(std::min(item.find_first_not_of(kItemMarks), item.size()));
    licences += words_->licence_item.begins(fold(said.substr(0, kName))) ? 1U : 0U;
  }
  return licences >= kSeveral;
}

bool Zones::behind_prose(std::size_t offset) const {
  return index_of(offset) + 1 >= prose_end_;
}

bool Zones::behind_own_prose(std::size_t offset) const {
  return index_of(offset) + 1 > own_prose_end_;
}

bool Zones::fenced(std::size_t offset) const {
  return markdown_ && beside_code_ && at(offset).zone == Zone::code;
}

bool Zones::prose_before(std::size_t offset) const {
  const std::size_t index = index_of(offset);
  return index < segments_.size() &&
         std::any_of(segments_.begin(),
                     segments_.begin() + static_cast<std::ptrdiff_t>(index),
                     [](const Segment& segment) { return segment.prose; });
}

bool Zones::other_prose(std::size_t offset) const {
  const std::size_t index = index_of(offset);
  const bool here = index < segments_.size() && is_own_prose(segments_[index]);
  return own_prose_ > (here ? 1U : 0U);
}

}  // namespace imprimatur
