#include "text/lines.h"

#include "text/fold.h"
#include "text/look_alike.h"
#include "text/utf8.h"

#include <algorithm>
#include <array>

namespace imprimatur {

namespace {

constexpr std::size_t kWrapLimit = 110;  // wider lines are paragraphs of their own
constexpr std::size_t kNarrowest = 40;   // narrower columns are lists, heads or verse

// Words that lead a picture's caption, folded; a colon, blank or bar follows.
constexpr std::array<std::string_view, 38> kPictureWords = {"photo",
                                                            "photos",
                                                            "photo by",
                                                            "photo credit",
                                                            "file photo",
                                                            "handout photo",
                                                            "image",
                                                            "images",
                                                            "image credit",
                                                            "picture",
                                                            "caption",
                                                            "illustration",
                                                            "graphic",
                                                            "video",
                                                            "foto",
                                                            "fotos",
                                                            "fotograf",
                                                            "fotografia",
                                                            "fotografie",
                                                            "archivfoto",
                                                            "symbolbild",
                                                            "bild",
                                                            "imagen",
                                                            "imagem",
                                                            "immagine",
                                                            "obraz",
                                                            "zdjecie",
                                                            "kuva",
                                                            "bilde",
                                                            "kep",
                                                            "gorsel",
                                                            "credit photo",
                                                            "credit",
                                                            "\xD1\x84\xD0\xBE\xD1\x82\xD0\xBE",
                                                            "\xE5\x9B\xBE",
                                                            "\xE5\x9C\x96",
                                                            "\xE5\x86\x99\xE7\x9C\x9F",
                                                            "\xEC\x82\xAC\xEC\xA7\x84"};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

std::size_t columns(std::string_view text) {
  std::size_t width = ascii_prefix(text.substr(0, kWidthLimit));
  std::size_t at = width;
  while (at < text.size() && width < kWidthLimit) {
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
      ++width;
      ++at;
    } else {
      width += static_cast<std::size_t>(display_width(next_code_point(text, at)));
    }
  }
  return width;
}

std::size_t run_of(std::string_view text, char c) {
  return std::min(text.find_first_not_of(c), text.size());
}

bool is_rule(std::string_view line) {
  const char mark = line.front();
  if (line.size() < 3 || std::string_view("-_*=~#+").find(mark) == std::string_view::npos) {
    return false;
  }
  std::size_t marks = 0;
  for (const char c : line.substr(0, kWidthLimit)) {
    if (c != mark && !is_blank(c)) {
      return false;
    }
    marks += c == mark ? 1U : 0U;
  }
  return marks >= 3;
}

bool is_bullet(std::string_view line) {
  if (line.size() > 1 && std::string_view("-*+").find(line[0]) != std::string_view::npos) {
    return is_blank(line[1]);
  }
  if (line.starts_with("\xE2\x80\xA2")) {
    return true;
  }
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits > 0 && digits <= 3 && digits + 1 < line.size() &&
         (line[digits] == '.' || line[digits] == ')') && is_blank(line[digits + 1]);
}

bool is_caption(std::string_view line) {
  if (line.starts_with("![")) {
    return true;
  }
  if (line.substr(0, 40).find_first_of(":|/-\xEF") == std::string_view::npos) {
    return false;
  }
  std::string head = fold(line.substr(0, 40));  // a cut last character does no harm
  while (!head.empty() && std::string_view("([*_ ").find(head.front()) != std::string_view::npos) {
    head.erase(0, 1);
  }
  return std::any_of(kPictureWords.begin(), kPictureWords.end(), [&](std::string_view word) {
    if (!head.starts_with(word) || head.size() <= word.size()) {
      return false;
    }
    const std::size_t colon = head.find_first_not_of(' ', word.size());
    return colon != std::string::npos && (head[colon] == ':' || head[colon] == '|' ||
                                          (head[colon] == '/' && colon > word.size()) ||
                                          (head[colon] == '-' && colon > word.size()));
  });
}

LineShape shape_of(std::string_view line) {
  if (line.empty()) {
    return LineShape::text;
  }
  if (line.starts_with("```") || line.starts_with("~~~")) {
    return LineShape::fence;
  }
  if (is_rule(line)) {
    return LineShape::rule;
  }
  if (line.front() == '>') {
    return LineShape::quote;
  }
  const std::size_t hashes = run_of(line, '#');
  if (hashes > 0 && hashes <= 6 && hashes < line.size() && is_blank(line[hashes])) {
    return LineShape::heading;
  }
  // "// X // 22:01" is an agency's end mark.
  const std::size_t second = line.find("//", 2);
  const bool mark = second != std::string_view::npos && line[second - 1] == ' ';
  if ((line.starts_with("//") && !mark) || line.starts_with("/*") || line.starts_with("*/") ||
      line.starts_with("<!--") || line.starts_with(";;")) {
    return LineShape::comment;
  }
  if (is_caption(line)) {
    return LineShape::caption;
  }
  return is_bullet(line) ? LineShape::bullet : LineShape::text;
}

Line read_line(std::string_view text, std::size_t begin, std::size_t end) {
  Line line;
  line.span = {begin, end};
  if (begin == end) {
    return line;
  }
  while (line.span.begin < end && is_blank(text[line.span.begin])) {
    line.indent += text[line.span.begin] == '\t' ? 4U : 1U;
    ++line.span.begin;
  }
  while (line.span.end > line.span.begin && is_blank(text[line.span.end - 1])) {
    --line.span.end;
  }
  const std::string_view content = text.substr(line.span.begin, line.span.size());
  line.width = columns(content);
  line.shape = shape_of(content);
  return line;
}

// The lines between "/*" and "*/" are one comment if each begins with a star. Behind prose the
// comment is one that the prose shows, whose lines stay what they look like: a notice there may be
// that of the text.
void join_block_comments(std::string_view text, std::vector<Line>& lines) {
  constexpr std::ptrdiff_t kWordsOfProse = 6;
  bool inside = false;
  for (Line& line : lines) {
    const std::string_view content = text.substr(line.span.begin, line.span.size());
    if (inside && content.starts_with('*')) {
      line.shape = LineShape::comment;
    }
    if (line.shape != LineShape::comment &&
        std::count(content.begin(), content.end(), ' ') >= kWordsOfProse) {
      return;
    }
    inside = line.shape == LineShape::comment && (inside || content.starts_with("/*")) &&
             !content.ends_with("*/");
  }
}

std::vector<Line> read_lines(std::string_view text) {
  std::vector<Line> lines;
  // The next of each kind is kept, so that none is searched for twice.
  std::size_t feed = 0;
  std::size_t carriage = 0;
  std::size_t begin = 0;
  while (begin < text.size()) {
    if (feed <= begin) {
      feed = std::min(text.find('\n', begin), text.size());
    }
    if (carriage <= begin) {
      carriage = std::min(text.find('\r', begin), text.size());
    }
    const std::size_t end = std::min(feed, carriage);
    // Of several blank lines one is enough.
    if (end > begin || lines.empty() || !lines.back().span.empty()) {
      lines.push_back(read_line(text, begin, end));
    }
    begin = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  join_block_comments(text, lines);
  return lines;
}

std::size_t first_word_width(std::string_view line) {
  const std::string_view head = line.substr(0, 60);
  if (static_cast<unsigned char>(head.front()) >= 0x80 && is_cjk(code_point_at(head, 0))) {
    return 2;
  }
  return std::min(head.find(' '), head.size());
}

bool begins_small(std::string_view line) {
  const std::size_t skip = std::min(line.find_first_not_of("\"'(*_`"), line.size());
  return is_lower(code_point_at(line, skip));
}

// Whether the line break between two lines of a block is only a wrap. `widest` is that of the
// block. Joining too much is harmless (rules see line breaks), splitting a sentence is not.
bool continues(std::string_view text,
               const Line& line,
               const Line& next,
               std::size_t widest,
               std::size_t narrowest) {
  if (next.shape != LineShape::text) {
    return next.shape == line.shape &&
           (next.shape == LineShape::quote || next.shape == LineShape::comment);
  }
  if (line.shape == LineShape::heading || line.shape == LineShape::rule ||
      line.shape == LineShape::fence || line.shape == LineShape::comment) {
    return false;
  }
  const std::string_view head = text.substr(line.span.begin, line.span.size());
  const std::string_view tail = text.substr(next.span.begin, next.span.size());
  if (!ends_like_sentence(head) && (begins_small(tail) || head.back() == ',')) {
    return true;
  }
  return widest >= narrowest && widest <= kWrapLimit &&
         line.width + 1 + first_word_width(tail) > widest;
}

// Lines of source code in which only comments speak: all led by the same mark.
bool is_comment_block(std::string_view text, const Line* begin, const Line* end) {
  const char mark = text[begin->span.begin];
  if (end - begin < 2 || std::string_view("#;%").find(mark) == std::string_view::npos) {
    return false;
  }
  return std::all_of(begin, end, [&](const Line& line) { return text[line.span.begin] == mark; });
}

// The width below which a block of lines is not wrapped: heads and lists between full lines.
std::size_t narrowest_wrap(const std::vector<Line>& lines) {
  std::vector<std::size_t> widths;
  for (const Line& line : lines) {
    if (line.width >= kNarrowest && line.width <= kWrapLimit) {
      widths.push_back(line.width);
    }
  }
  if (widths.empty()) {
    return kNarrowest;
  }
  const auto typical = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() * 3 / 4);
  std::nth_element(widths.begin(), typical, widths.end());
  return std::max(kNarrowest, *typical * 7 / 10);
}

class ParagraphMaker {
 public:
  explicit ParagraphMaker(std::string_view text)
      : text_(text), lines_(read_lines(text)), narrowest_(narrowest_wrap(lines_)) {}

  std::vector<Paragraph> make() {
    bool blank = true;
    std::size_t at = 0;
    while (at < lines_.size()) {
      if (lines_[at].span.empty()) {
        blank = true;
        ++at;
      } else if (lines_[at].shape == LineShape::fence) {
        at = fenced(at);
        blank = false;
      } else {
        std::size_t end = at;
        while (end < lines_.size() && !lines_[end].span.empty() &&
               lines_[end].shape != LineShape::fence) {
          ++end;
        }
        block(at, end, blank);
        blank = false;
        at = end;
      }
    }
    return std::move(out_);
  }

 private:
  // From a fence to the one that closes it; an open one reaches to the end only if it stands at
  // the beginning of a block, else the text behind it would be lost to code.
  std::size_t fenced(std::size_t at) {
    std::size_t end = at + 1;
    while (end < lines_.size() && lines_[end].shape != LineShape::fence) {
      ++end;
    }
    const bool closed = end < lines_.size();
    add(at, closed ? end + 1 : at + 1, true);
    out_.back().shape = LineShape::fence;
    return closed ? end + 1 : at + 1;
  }

  void block(std::size_t begin, std::size_t end, bool after_blank) {
    if (is_comment_block(text_, &lines_[begin], &lines_[begin] + (end - begin))) {
      add(begin, end, after_blank);
      out_.back().shape = LineShape::comment;
      return;
    }
    std::size_t widest = 0;
    for (std::size_t i = begin; i < end; ++i) {
      widest = std::max(widest, lines_[i].width);
    }
    std::size_t start = begin;
    for (std::size_t i = begin + 1; i <= end; ++i) {
      if (i == end || !continues(text_, lines_[i - 1], lines_[i], widest, narrowest_)) {
        add(start, i, after_blank && start == begin);
        start = i;
      }
    }
  }

  void add(std::size_t begin, std::size_t end, bool after_blank) {
    Paragraph paragraph;
    paragraph.span = {lines_[begin].span.begin, lines_[begin].span.end};
    for (std::size_t i = begin; i < end; ++i) {
      paragraph.span.end = std::max(paragraph.span.end, lines_[i].span.end);
      paragraph.width = std::min(paragraph.width + lines_[i].width, kWidthLimit);
    }
    paragraph.lines = end - begin;
    paragraph.indent = lines_[begin].indent;
    paragraph.shape = lines_[begin].shape;
    paragraph.after_blank = after_blank;
    out_.push_back(paragraph);
  }

  std::string_view text_;
  std::vector<Line> lines_;
  std::size_t narrowest_;
  std::vector<Paragraph> out_;
};

bool is_stop(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F ||
         c == 0xFF0E || c == 0x2026 || c == 0x0964 || c == 0x06D4 || c == 0x061F || c == 0x0589 ||
         c == 0x104B || c == 0x1362 || c == 0x17D4;
}

}  // namespace

bool ends_like_sentence(std::string_view piece) {
  std::size_t end = piece.size();
  for (int closers = 0; end > 0 && closers < 4; ++closers) {
    const char32_t c = code_point_before(piece, end);
    if (is_stop(c)) {
      return true;
    }
    const char32_t folded = fold(c);
    if (folded != '"' && folded != '\'' && c != ')' && c != ']' && c != '*' && c != '_') {
      return false;
    }
    end = step_back(piece, end);
  }
  return false;
}

bool has_sentence(std::string_view piece) {
  if (ends_like_sentence(piece)) {
    return true;
  }
  const std::string_view head = piece.substr(0, kWidthLimit);
  std::size_t at = 0;
  while (at < head.size()) {
    const char32_t c = next_code_point(head, at);
    if (is_stop(c) &&
        (c > 0x80 || (at < head.size() && (is_blank(head[at]) || head[at] == '\n')))) {
      return true;
    }
  }
  return false;
}

std::vector<Paragraph> find_paragraphs(std::string_view text) {
  return ParagraphMaker(text).make();
}

}  // namespace imprimatur
