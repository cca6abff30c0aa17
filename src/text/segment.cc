#include "text/segment.h"

#include "text/fold.h"
#include "text/lines.h"
#include "text/look_alike.h"

#include <algorithm>

namespace imprimatur {

namespace {

constexpr std::size_t kProseWidth = 60;
constexpr std::size_t kHeadlineWidth = 160;
constexpr std::size_t kBylineWidth = 80;
constexpr std::size_t kBylineWords = 10;
constexpr std::size_t kDatelineReach = 120;  // bytes in which a dateline must end

bool has_sign(std::string_view piece) {
  return piece.find("\xC2\xA9") != std::string_view::npos ||
         piece.find("(c)") != std::string_view::npos || piece.find("(C)") != std::string_view::npos;
}

// What stands before a mark that may end a dateline.
struct Lead {
  bool capitals = false;  // begins with two capitals, or in a script without case
  bool bracket = false;   // a parenthesis was opened
  std::size_t blanks = 0;

  [[nodiscard]] bool may_end_at_dash() const {
    return blanks <= (bracket ? 8U : capitals ? 5U : 3U);
  }
};

Lead read_lead(std::string_view head) {
  Lead lead;
  std::size_t at = std::min(head.find_first_not_of("*_ "), head.size());
  const char32_t first = at < head.size() ? next_code_point(head, at) : 0;
  const char32_t second = code_point_at(head, at);
  lead.capitals = !is_lower(first) && is_letter(first) && !is_lower(second);
  return lead;
}

// "PLACE (CODE) -", "Place, 3 May (Name) -", "PLACE - ", and CJK ones: brackets at the beginning,
// or the character for a telegram behind the day.
bool has_dateline(std::string_view piece) {
  const std::string_view head = piece.substr(0, kDatelineReach);
  Lead lead = read_lead(head);
  if (is_lower(code_point_at(head, std::min(head.find_first_not_of("*_( "), head.size())))) {
    return false;
  }
  char32_t before = 0;
  std::size_t opened = 0;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t begin = at;
    const char32_t raw = next_code_point(head, at);
    const char32_t c = fold(raw);
    if (c == '(' || c == 0x3010) {
      lead.bracket = true;
      opened = begin;
    } else if (c == '-' || c == '_') {
      const bool apart = before == ' ' || before == ')' || fold(code_point_at(head, at)) == ' ';
      if (begin > 2 && (apart || raw >= 0x2013) && lead.may_end_at_dash()) {
        return true;
      }
    } else if ((c == ')' || c == 0x3011) && lead.bracket && (lead.capitals || opened < 3)) {
      return true;
    } else if ((c == 0x7535 || c == 0x96FB) && before == 0x65E5) {
      return true;
    } else if (c == 0x3002 || c == '?' || c == '!' || c == '"') {
      return false;
    }
    lead.blanks += c == ' ' ? 1U : 0U;
    before = c;
  }
  return false;
}

bool is_quoted(std::string_view piece) {
  if (piece.size() < 4 || fold(code_point_at(piece, 0)) != '"') {
    return false;
  }
  std::size_t end = piece.size();
  while (end > 0 && (piece[end - 1] == '.' || piece[end - 1] == ',')) {
    --end;
  }
  if (fold(code_point_before(piece, end)) != '"') {
    return false;
  }
  int marks = 0;
  std::size_t at = 0;
  while (at < piece.size() && marks < 3) {
    marks += fold(next_code_point(piece, at)) == '"' ? 1 : 0;
  }
  return marks == 2;
}

std::size_t count_words(std::string_view piece) {
  return 1 + static_cast<std::size_t>(std::count(piece.begin(), piece.end(), ' '));
}

class Segmenter {
 public:
  Segmenter(std::string_view text, const SegmentOptions& options)
      : text_(text), options_(options), paragraphs_(find_paragraphs(text)) {}

  std::vector<Segment> run() {
    segments_.reserve(paragraphs_.size());
    for (std::size_t i = 0; i < paragraphs_.size(); ++i) {
      const bool apart = paragraphs_[i].after_blank || (i > 0 && segments_[i - 1].prose);
      segments_.push_back(by_shape(paragraphs_[i], apart));
      segments_.back().inner =
          paragraphs_[i].shape == LineShape::text && !paragraphs_[i].after_blank;
    }
    if (options_.starts_document) {
      front_matter();
      head();
    }
    if (options_.ends_document) {
      foot();
    }
    return std::move(segments_);
  }

 private:
  [[nodiscard]] std::string_view text_of(std::size_t i) const {
    return text_.substr(segments_[i].span.begin, segments_[i].span.size());
  }

  // What a paragraph's own shape says. `apart`: it does not go on with the paragraph before.
  [[nodiscard]] Segment by_shape(const Paragraph& paragraph, bool apart) const {
    Segment segment;
    segment.span = paragraph.span;
    const std::string_view piece = text_.substr(paragraph.span.begin, paragraph.span.size());
    const bool list = paragraph.shape == LineShape::bullet && paragraph.width < kProseWidth;
    segment.prose = paragraph.width >= kProseWidth && !list && has_sentence(piece);
    segment.item = paragraph.shape == LineShape::bullet;
    // "6. Intellectual property" apart from other items is no list.
    const bool numbered = paragraph.shape == LineShape::bullet && paragraph.after_blank &&
                          piece.front() >= '0' && piece.front() <= '9';
    segment.heading =
        paragraph.shape == LineShape::heading ||
        ((paragraph.shape == LineShape::text || numbered) && paragraph.lines == 1 && apart &&
         paragraph.width < kProseWidth && !ends_like_sentence(piece) && !has_sign(piece));
    switch (paragraph.shape) {
      case LineShape::fence:
      case LineShape::comment:
        segment.zone = Zone::code;
        segment.prose = false;
        break;
      case LineShape::quote:
        segment.zone = Zone::quote;
        break;
      case LineShape::caption:
        segment.zone = Zone::caption;
        break;
      case LineShape::heading:
      case LineShape::rule:
        segment.prose = false;
        break;
      default:
        if (options_.markdown && paragraph.indent >= 4 && paragraph.after_blank) {
          segment.zone = Zone::code;
          segment.prose = false;
        } else if (is_quoted(piece)) {
          segment.zone = Zone::quote;
        }
        break;
    }
    return segment;
  }

  // "---", lines of "key: value", "---" at the top of a Markdown file.
  void front_matter() {
    if (paragraphs_.empty() || paragraphs_[0].shape != LineShape::rule || !is_front_rule(0)) {
      return;
    }
    for (std::size_t i = 1; i < paragraphs_.size() && i < 60; ++i) {
      if (is_front_rule(i)) {
        first_ = i + 1;
        break;
      }
      if (segments_[i].prose && text_of(i).find(':') == std::string_view::npos) {
        return;
      }
    }
    for (std::size_t i = 0; i < first_; ++i) {
      segments_[i].zone = Zone::metadata;
      segments_[i].prose = false;
    }
  }

  [[nodiscard]] bool is_front_rule(std::size_t i) const {
    const std::string_view piece = text_of(i);
    return piece == "---" || (i > 0 && piece == "...");
  }

  [[nodiscard]] bool is_free(std::size_t i) const {
    return segments_[i].zone == Zone::body && paragraphs_[i].shape == LineShape::text;
  }

  // Headline, bylines and the dateline paragraph.
  void head() {
    std::size_t at = first_;
    const std::size_t size = segments_.size();
    while (at < size &&
           (segments_[at].zone == Zone::caption || paragraphs_[at].shape == LineShape::rule)) {
      ++at;
    }
    if (at + 1 < size && is_headline(at)) {
      segments_[at].zone = Zone::headline;
      segments_[at].prose = false;
      ++at;
      for (std::size_t lines = 0; at < size && lines < 4 && !segments_[at].prose; ++at, ++lines) {
        if (is_byline(at)) {
          segments_[at].zone = Zone::byline;
        }
      }
    }
    const std::size_t limit = std::min(size, at + 4);
    for (; at < limit; ++at) {
      if (is_free(at) && has_dateline(text_of(at)) &&
          (segments_[at].prose || paragraphs_[at].width >= kProseWidth / 2)) {
        segments_[at].zone = Zone::dateline;
        return;
      }
      if (segments_[at].prose && is_free(at)) {
        return;
      }
    }
  }

  [[nodiscard]] bool is_headline(std::size_t i) const {
    if (paragraphs_[i].shape == LineShape::heading) {
      return true;
    }
    const std::string_view piece = text_of(i);
    const bool short_line =
        is_free(i) && paragraphs_[i].lines <= 3 && paragraphs_[i].width <= kHeadlineWidth;
    return short_line && !ends_like_sentence(piece) && piece.back() != ':' && !has_sign(piece) &&
           !(has_dateline(piece) && paragraphs_[i].width > kProseWidth);
  }

  [[nodiscard]] bool is_byline(std::size_t i) const {
    const std::string_view piece = text_of(i);
    return is_free(i) && paragraphs_[i].lines == 1 && paragraphs_[i].width <= kBylineWidth &&
           count_words(piece) <= kBylineWords && !has_sign(piece) &&
           !(has_dateline(piece) && ends_like_sentence(piece));
  }

  // What stands behind the last prose of the article, and notices at its end.
  void foot() {
    std::size_t end = segments_.size();
    while (end > first_ && (!segments_[end - 1].prose || is_notice_like(end - 1))) {
      --end;
    }
    std::size_t prose = 0;
    for (std::size_t i = first_; i < end; ++i) {
      prose += segments_[i].prose ? 1U : 0U;
    }
    if (prose == 0) {
      return;
    }
    for (std::size_t i = end; i < segments_.size(); ++i) {
      make_footer(i);
    }
    behind_rule(end);
  }

  // A rule near the end, with little text behind it, begins the footer.
  void behind_rule(std::size_t end) {
    const std::size_t earliest = std::max(first_ + 1, end > 4 ? end - 4 : 0);
    for (std::size_t i = end; i-- > earliest;) {
      if (paragraphs_[i].shape == LineShape::rule) {
        for (std::size_t j = i; j < end; ++j) {
          make_footer(j);
        }
        return;
      }
    }
  }

  void make_footer(std::size_t i) {
    if (segments_[i].zone == Zone::body) {
      segments_[i].zone = Zone::footer;
    }
  }

  [[nodiscard]] bool is_notice_like(std::size_t i) const {
    const std::string_view piece = text_of(i);
    const std::string_view head = piece.substr(0, kWidthLimit);
    if (paragraphs_[i].width >= kWidthLimit && !has_sign(head.substr(0, 8))) {
      return false;
    }
    const char first = piece.front();
    const char last = piece.back();
    const bool wrapped = (first == '(' && last == ')') || (first == '[' && last == ']') ||
                         (first == '*' && last == '*') || (first == '_' && last == '_');
    return wrapped || has_sign(head) || (first == '*' && last != '*') ||
           head.find("http") != std::string_view::npos ||
           head.find("www.") != std::string_view::npos || head.find('@') != std::string_view::npos;
  }

  std::string_view text_;
  const SegmentOptions& options_;
  std::vector<Paragraph> paragraphs_;
  std::vector<Segment> segments_;
  std::size_t first_ = 0;  // behind front matter
};

}  // namespace

std::vector<Segment> segment(std::string_view text, const SegmentOptions& options) {
  return Segmenter(text, options).run();
}

}  // namespace imprimatur
