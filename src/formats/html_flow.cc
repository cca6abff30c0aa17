#include "formats/html_flow.h"

#include "formats/ascii.h"
#include "formats/text_builder.h"
#include "text/fold.h"

#include <algorithm>
#include <array>
#include <utility>

namespace imprimatur {
namespace {

// Running text, as opposed to lines of a byline, a menu or a caption.
constexpr std::size_t kProse = 120;
constexpr std::size_t kSentence = 60;
constexpr std::size_t kBylineLine = 200;
constexpr std::size_t kCaption = 320;
// A paragraph about the page's own licence is not longer.
constexpr std::size_t kTerms = 900;
constexpr std::size_t kMaxMentions = 100;
// A credit or notice stands so close behind the article.
constexpr std::size_t kLinesBehind = 10;

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

bool ends_sentence(std::string_view text) {
  constexpr std::array<std::string_view, 9> kEnds = {".",
                                                     "!",
                                                     "?",
                                                     "\"",
                                                     "\xE2\x80\xA6",
                                                     "\xE2\x80\x9D",
                                                     "\xC2\xBB",
                                                     "\xE3\x80\x82",
                                                     "\xE0\xA5\xA4"};
  return std::any_of(
      kEnds.begin(), kEnds.end(), [&](std::string_view end) { return text.ends_with(end); });
}

bool is_own(const HtmlZone& zone) {
  return zone.scope == Scope::document && zone.zone != Zone::caption;
}

}  // namespace

void HtmlFlow::add_text(std::string_view value,
                        Span written,
                        HtmlStructure::Context at,
                        bool keep_blanks) {
  pieces_.push_back({value, written, block_, at, Piece::Kind::text, keep_blanks});
}

void HtmlFlow::add_mark(Piece::Kind kind, std::size_t at, HtmlStructure::Context context) {
  pieces_.push_back({{}, {at, at}, block_, context, kind, false});
}

void HtmlFlow::add_mention(std::string_view value,
                           Span written,
                           HtmlStructure::Context at,
                           bool address) {
  if (mentions_.size() >= kMaxMentions || trim_blanks(value).empty()) {
    return;
  }
  mentions_.push_back(
      {std::string(trim_blanks(value)), written, pieces_.size(), at, block_, address});
}

std::size_t HtmlFlow::text_size(std::size_t first) const {
  std::size_t size = 0;
  for (std::size_t i = first; i < pieces_.size(); ++i) {
    size += trim_blanks(pieces_[i].value).size();
  }
  return size;
}

void HtmlFlow::end_image_box(std::size_t first) {
  const std::size_t size = text_size(first);
  if (size > 0 && size <= kCaption) {
    boxes_.push_back({first, pieces_.size()});
  }
}

void HtmlFlow::end_links(std::size_t first) {
  // A list within it says no more.
  while (!links_.empty() && links_.back().first >= first) {
    links_.pop_back();
  }
  links_.push_back({first, pieces_.size()});
}

void HtmlFlow::make_blocks(const HtmlStructure& structure) {
  blocks_.assign(block_ + 1, Block{});
  for (std::size_t i = pieces_.size(); i-- > 0;) {
    const Piece& piece = pieces_[i];
    Block& block = blocks_[piece.block];
    const std::string_view value = trim_blanks(piece.value);
    // The last piece of the block comes first.
    block.sentence = block.text == 0 ? ends_sentence(value) : block.sentence;
    const HtmlZone zone = structure.zone(piece.context);
    block.first = i;
    block.text += value.size();
    block.headline = block.headline || zone == HtmlZone{Zone::headline, Scope::document};
  }
  for (Block& block : blocks_) {
    if (block.text == 0) {
      continue;
    }
    const HtmlStructure::Context context = pieces_[block.first].context;
    const HtmlZone zone = structure.zone(context);
    block.sentence = block.sentence && block.text >= kSentence && is_own(zone);
    block.prose = block.text >= kProse && is_own(zone) && !block.headline;
    block.own = is_own(zone);
    block.plain = zone == HtmlZone{} && !structure.in_article(context);
  }
}

// The words of a block with one blank between them.
std::string HtmlFlow::words_of(std::size_t block) const {
  std::string words;
  for (std::size_t i = blocks_[block].first; i < pieces_.size() && pieces_[i].block == block; ++i) {
    for (const char c : pieces_[i].value) {
      if (!is_blank(c)) {
        words += c;
      } else if (!words.empty() && words.back() != ' ') {
        words += ' ';
      }
    }
  }
  return std::string(trim_blanks(words));
}

// The window's title holds the article's: where <h1> is the site's name, or missing, the longest
// line that the title repeats is the headline.
void HtmlFlow::mark_headline(std::string_view title) {
  std::size_t best = blocks_.size();
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const Block& block = blocks_[i];
    // A shorter part of the title is the site's name.
    if (block.text * 2 < title.size() || block.text > title.size() ||
        (best < blocks_.size() && block.text <= blocks_[best].text)) {
      continue;
    }
    if ((block.headline || block.own) && title.find(words_of(i)) != std::string_view::npos) {
      best = i;
    }
  }
  if (best < blocks_.size() && !blocks_[best].headline) {
    for (Block& block : blocks_) {
      block.headline = false;
    }
    blocks_[best].headline = true;
    blocks_[best].prose = false;
  }
}

void HtmlFlow::set_part(std::size_t block, HtmlPart part, HtmlStructure& structure) {
  for (std::size_t i = blocks_[block].first; i < pieces_.size() && pieces_[i].block == block; ++i) {
    pieces_[i].context = structure.part_in(pieces_[i].context, part);
  }
}

// What stands before the headline is the page's head, whatever its elements are called, and so is
// its foot: what comes some lines behind the article.
void HtmlFlow::mark_frame(HtmlStructure& structure) {
  std::size_t headline = blocks_.size();
  std::size_t first_prose = blocks_.size();
  std::size_t last_prose = 0;
  for (std::size_t i = blocks_.size(); i-- > 0;) {
    headline = blocks_[i].headline ? i : headline;
    first_prose = blocks_[i].prose ? i : first_prose;
    last_prose = blocks_[i].sentence && last_prose == 0 ? i : last_prose;
  }
  if (headline == blocks_.size() || first_prose == blocks_.size() || first_prose < headline) {
    return;
  }
  std::size_t behind = 0;
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    if (!blocks_[i].plain || (i >= headline && i <= last_prose)) {
      continue;
    }
    behind += i > last_prose ? 1 : 0;
    if (i < headline || behind > kLinesBehind) {
      set_part(i, HtmlPart::frame, structure);
    }
  }
}

// A box of an image and a few words, between the headline and the end of the article, is a picture
// with its caption; behind the article it may be the page's footer.
void HtmlFlow::mark_captions(HtmlStructure& structure) {
  std::size_t last_prose = 0;
  std::size_t headline = blocks_.size();
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    last_prose = blocks_[i].prose ? i : last_prose;
    headline = blocks_[i].headline && headline == blocks_.size() ? i : headline;
  }
  for (const Box& box : boxes_) {
    const std::size_t block = pieces_[box.first].block;
    const std::size_t last = pieces_[box.end - 1].block;
    // The last prose may be the caption itself.
    if (block < headline || last >= last_prose) {
      continue;
    }
    for (std::size_t i = box.first; i < box.end; ++i) {
      Piece& piece = pieces_[i];
      if (is_own(structure.zone(piece.context)) && !trim_blanks(piece.value).empty()) {
        piece.context = structure.part_in(piece.context, HtmlPart::caption);
        blocks_[piece.block].caption = true;
        blocks_[piece.block].prose = false;
      }
    }
  }
}

void HtmlFlow::mark_head() {
  const bool any_headline = std::any_of(
      blocks_.begin(), blocks_.end(), [](const Block& block) { return block.headline; });
  bool headline = !any_headline;
  // Without an article behind it, a short text is no byline.
  bool prose =
      std::none_of(blocks_.begin(), blocks_.end(), [](const Block& block) { return block.prose; });
  for (Block& block : blocks_) {
    if (block.text > 0) {
      headline = headline || block.headline;
      prose = prose || (headline && block.prose);
      block.head = headline && !prose && !block.headline;
    }
  }
}

// Menus and lists of tags, but not authors with links to their pages.
void HtmlFlow::mark_links(HtmlStructure& structure) {
  for (const Box& box : links_) {
    for (std::size_t i = box.first; i < box.end; ++i) {
      const HtmlZone zone = structure.zone(pieces_[i].context);
      if (!blocks_[pieces_[i].block].head && zone == HtmlZone{}) {
        pieces_[i].context = structure.part_in(pieces_[i].context, HtmlPart::links);
      }
    }
  }
}

// Who wrote it and when stands in few words between headline and article: each part is a line.
// What is called a byline again, or in each item of a list, is that of other articles.
void HtmlFlow::mark_bylines(HtmlStructure& structure) {
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    Block& block = blocks_[i];
    if (block.text == 0) {
      continue;
    }
    const HtmlStructure::Context context = pieces_[block.first].context;
    const HtmlZone zone = structure.zone(context);
    const HtmlStructure::Repeats repeats = structure.repeats(context);
    block.byline = zone.zone == Zone::byline;
    if (block.byline && !block.head && repeats.count > 1 && (!repeats.first || repeats.count > 2)) {
      set_part(i, HtmlPart::aside, structure);
      continue;
    }
    block.split = block.text <= kBylineLine && !block.headline && !block.caption && is_own(zone) &&
                  (block.byline || block.head);
  }
}

bool HtmlFlow::prose_behind(std::size_t block) const {
  return std::any_of(blocks_.begin() + static_cast<std::ptrdiff_t>(block) + 1,
                     blocks_.end(),
                     [](const Block& later) { return later.prose; });
}

// True if an element ended between the piece and the one before: "<b>Port Daily</b> Reuters", or
// "<b>2 min</b><b>dpa</b>", but not "told <em>Reuters</em> that".
bool HtmlFlow::ends_part(std::size_t index, std::string_view source) const {
  const Piece& before = pieces_[index - 1];
  const Piece& piece = pieces_[index];
  const std::string_view value = trim_blanks(piece.value);
  if (before.kind != Piece::Kind::text || before.written.end > piece.written.begin) {
    return false;
  }
  const std::string_view tags =
      source.substr(before.written.end, piece.written.begin - before.written.end);
  const std::size_t closed = tags.find("</");
  if (closed == std::string_view::npos) {
    return false;
  }
  std::size_t at = 0;
  return blocks_[piece.block].byline || value.empty() ||
         tags.find('<', closed + 2) != std::string_view::npos ||
         !is_lower(next_code_point(value, at));
}

// True if an element ends and another begins between the piece and the one before, without a
// blank, and the words are none that go together: "<span>Port Daily</span><span>All rights".
bool HtmlFlow::touches(std::size_t index, std::string_view source) const {
  const Piece& before = pieces_[index - 1];
  const Piece& piece = pieces_[index];
  if (before.kind != Piece::Kind::text || before.value.empty() || piece.value.empty() ||
      is_blank(before.value.back()) || is_blank(piece.value.front()) ||
      before.written.end > piece.written.begin) {
    return false;
  }
  const std::string_view tags =
      source.substr(before.written.end, piece.written.begin - before.written.end);
  const std::size_t closed = tags.find("</");
  if (closed == std::string_view::npos || tags.find('<', closed + 2) == std::string_view::npos) {
    return false;
  }
  std::size_t at = 0;
  const char32_t next = next_code_point(piece.value, at);
  return is_upper(next) || is_digit(next) || next == U'\u00A9';
}

// Links side by side are a menu, not a sentence.
void HtmlFlow::break_between(std::size_t index,
                             std::string_view source,
                             TextBuilder& builder) const {
  const std::size_t end = pieces_[index - 1].written.end;
  const std::string_view tags = source.substr(end, pieces_[index].written.begin - end);
  const std::size_t closed = tags.find("</a");
  if (closed != std::string_view::npos && tags.find("<a", closed) != std::string_view::npos) {
    builder.paragraph_break();
  } else {
    builder.gap();
  }
}

void HtmlFlow::add_piece(std::size_t index,
                         const HtmlStructure& structure,
                         TextBuilder& builder,
                         std::vector<Region>& regions) const {
  const Piece& piece = pieces_[index];
  const std::size_t before = builder.size();
  switch (piece.kind) {
    case Piece::Kind::line_break:
      builder.line_break(piece.written.begin);
      return;
    case Piece::Kind::open_quote:
      builder.mark("\xE2\x80\x9C", piece.written.begin);
      break;
    case Piece::Kind::close_quote:
      builder.mark("\xE2\x80\x9D", piece.written.begin);
      break;
    case Piece::Kind::text:
      builder.text(piece.value, piece.written, piece.keep_blanks);
      break;
  }
  const HtmlZone zone = structure.zone(piece.context);
  if (builder.size() == before || zone == HtmlZone{}) {
    return;
  }
  // Breaks and the blank that waited before the piece belong to neither.
  const std::string_view added = builder.str().substr(before);
  const std::size_t begin = before + std::min(added.find_first_not_of(" \n"), added.size());
  if (begin == builder.size()) {
    return;
  }
  if (!regions.empty() && regions.back().zone == zone.zone && regions.back().scope == zone.scope &&
      builder.str()
              .substr(regions.back().span.end, begin - regions.back().span.end)
              .find_first_not_of(" \n") == std::string_view::npos) {
    regions.back().span.end = builder.size();
  } else {
    regions.push_back({{begin, builder.size()}, zone.zone, zone.scope});
  }
}

void HtmlFlow::finish(std::string_view source,
                      std::string_view title,
                      HtmlStructure& structure,
                      Document& document) {
  make_blocks(structure);
  mark_headline(title);
  mark_captions(structure);
  mark_frame(structure);
  mark_head();
  mark_links(structure);
  mark_bylines(structure);
  find_mentions(structure);
  // Where the parser moved text (out of tables), it is read where it was written. Indexes of pieces
  // mean nothing from here on.
  const auto earlier = [](const Piece& a, const Piece& b) {
    return a.written.begin < b.written.begin;
  };
  if (!std::is_sorted(pieces_.begin(), pieces_.end(), earlier)) {
    std::stable_sort(pieces_.begin(), pieces_.end(), earlier);
  }
  TextBuilder builder(source);
  std::size_t block = 0;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    const Block& around = blocks_[piece.block];
    if (piece.block != block) {
      builder.paragraph_break();
      block = piece.block;
    } else if (i > 0 && around.split && ends_part(i, source)) {
      builder.line_break(piece.written.begin);
    } else if (i > 0 && touches(i, source)) {
      break_between(i, source, builder);
    }
    builder.split_parts(!around.split   ? TextBuilder::Split::nothing
                        : around.byline ? TextBuilder::Split::numbers
                                        : TextBuilder::Split::dates);
    add_piece(i, structure, builder, document.regions);
  }
  builder.finish();
  text_ = builder.str();
  document.text = text_;
  document.text_map = builder.take_map();
}

// The words around a link, with its address behind its own.
std::string HtmlFlow::paragraph_of(const Mention& mention) const {
  std::string words;
  bool told = false;
  for (std::size_t i = blocks_[mention.block].first;
       i < pieces_.size() && pieces_[i].block == mention.block;
       ++i) {
    if (i == mention.pieces) {
      words += " " + mention.value + " ";
      told = true;
    }
    words += pieces_[i].kind == Piece::Kind::line_break ? " " : pieces_[i].value;
  }
  return told ? words : words + " " + mention.value;
}

// Only where the publisher speaks of the page: in its footer or behind the article. A licence that
// the article talks about, or a picture's, is not the page's.
void HtmlFlow::find_mentions(const HtmlStructure& structure) {
  for (const Mention& mention : mentions_) {
    const HtmlZone zone = structure.zone(mention.context);
    const bool own = zone.scope == Scope::document || zone.scope == Scope::site;
    const Block& block = blocks_[mention.block];
    const bool terms = zone.zone == Zone::footer || !prose_behind(mention.block);
    if (own && terms && !block.caption && block.text <= kTerms) {
      Field field{Field::Kind::link, mention.address ? "text-with-link" : "badge", {}, {}, {}};
      field.value = mention.address ? paragraph_of(mention) : mention.value;
      field.span = mention.written;
      found_.emplace_back(std::move(field), mention.context);
    }
  }
}

}  // namespace imprimatur
