#include "formats/html_parser.h"

#include "formats/ascii.h"
#include "formats/html_depth.h"

#include <gumbo.h>

#include <algorithm>
#include <csetjmp>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{128} << 20;
constexpr std::size_t kMaxDepth = 2000;
constexpr std::size_t kMaxAttributes = 5000;
// Nodes of ordinary pages take 10 to 20 times the page.
constexpr std::size_t kBudgetFactor = 64;
constexpr std::size_t kBudgetBase = std::size_t{64} << 20;
constexpr std::size_t kBudgetMost = std::size_t{1536} << 20;

// The parser's memory, given back at once: its own way to free a tree recurses. A page that makes
// more nodes than any page needs (unclosed formatting is opened again in each paragraph) leaves the
// parser by a jump; only frames of C are left, and those of allocate().
class Arena {
 public:
  explicit Arena(std::size_t budget) : budget_(budget) {}
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    while (blocks_ != nullptr) {
      Block* next = blocks_->next;
      std::free(blocks_);
      blocks_ = next;
    }
  }

  static void* allocate(void* self, std::size_t size) {
    return static_cast<Arena*>(self)->take(size);
  }
  static void release(void* /*self*/, void* /*memory*/) {}

  std::jmp_buf& way_out() { return way_out_; }

 private:
  struct Block {
    Block* next;
    std::size_t size;
  };
  static constexpr std::size_t kBlock = std::size_t{256} << 10;
  static constexpr std::size_t kAlign = alignof(std::max_align_t);

  void* take(std::size_t size) {
    size = (size + kAlign - 1) / kAlign * kAlign;
    if (size > left_) {
      const std::size_t room = std::max(size, kBlock);
      void* memory = used_ + room > budget_ ? nullptr : std::malloc(sizeof(Block) + room);
      if (memory == nullptr) {
        std::longjmp(way_out_, 1);
      }
      auto* block = ::new (memory) Block{blocks_, room};
      blocks_ = block;
      used_ += room;
      next_ = reinterpret_cast<char*>(block + 1);
      left_ = room;
    }
    char* taken = next_;
    next_ += size;
    left_ -= size;
    return taken;
  }

  std::jmp_buf way_out_{};
  std::size_t budget_;
  std::size_t used_ = 0;
  Block* blocks_ = nullptr;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

constexpr std::string_view kFrame = "iframe";
constexpr std::string_view kEmptyTag = "meta  ";  // as long; may stand anywhere and holds nothing

bool names_frame(std::string_view page, std::size_t at) {
  return at < page.size() && ascii_lower(page.substr(at, kFrame.size())) == kFrame;
}

// The '>' of the tag at `at`, or the page's end: attributes may hold whole pages.
std::size_t tag_end(std::string_view page, std::size_t at) {
  char quote = 0;
  for (; at < page.size() && (quote != 0 || page[at] != '>'); ++at) {
    if (quote != 0) {
      quote = page[at] == quote ? '\0' : quote;
    } else if (page[at] == '"' || page[at] == '\'') {
      quote = page[at];
    }
  }
  return at;
}

// By HTML's rules a frame that is never closed (`<iframe src="..."/>`) swallows the rest of its
// page, or all up to the next frame's end. Nothing may be lost by that: such a frame is made an
// element that holds nothing. Empty if the page has none.
std::string close_frames(std::string_view page) {
  std::string closed;
  std::size_t open = std::string_view::npos;
  const auto close = [&] {
    if (open != std::string_view::npos) {
      closed = closed.empty() ? std::string(page) : std::move(closed);
      closed.replace(open + 1, kEmptyTag.size(), kEmptyTag);
    }
  };
  for (std::size_t at = page.find('<'); at < page.size(); at = page.find('<', at + 1)) {
    if (names_frame(page, at + 1)) {
      close();
      open = at;
      at = tag_end(page, at);
    } else if (page.substr(at + 1, 1) == "/" && names_frame(page, at + 2)) {
      open = std::string_view::npos;
    }
  }
  close();
  return closed;
}

// Null if the arena's budget did not suffice.
const GumboOutput* run_gumbo(std::string_view utf8, Arena& arena) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = Arena::allocate;
  options.deallocator = Arena::release;
  options.userdata = &arena;
  options.max_errors = 0;
  if (setjmp(arena.way_out()) != 0) {
    return nullptr;
  }
  return gumbo_parse_with_options(&options, utf8.data(), utf8.size());
}

class TreeWalk {
 public:
  // `written`: the page as it came; `source`: as it was parsed, of the same length.
  TreeWalk(std::string_view source, std::string_view written, HtmlHandler& handler)
      : source_(source), written_(written), handler_(handler) {}

  // Iterative: the depth of a page is not the depth of our stack.
  void run(const GumboNode* root) {
    visit(root);
    while (!open_.empty()) {
      Level& level = open_.back();
      const GumboVector& children = level.node->v.element.children;
      if (level.next < children.length) {
        visit(static_cast<const GumboNode*>(children.data[level.next++]));
      } else {
        handler_.leave(level.element);
        open_.pop_back();
      }
    }
  }

 private:
  struct Level {
    const GumboNode* node;
    HtmlElement element;
    unsigned int next = 0;
  };

  void visit(const GumboNode* node) {
    switch (node->type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE: {
        HtmlElement element = element_of(node->v.element);
        if (handler_.enter(element)) {
          open_.push_back({node, std::move(element)});
        }
        break;
      }
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_WHITESPACE:
      case GUMBO_NODE_CDATA:
        handler_.text(node->v.text.text, span_of(node->v.text.original_text));
        break;
      default:
        break;
    }
  }

  [[nodiscard]] HtmlElement element_of(const GumboElement& gumbo) const {
    HtmlElement element;
    element.at = std::min<std::size_t>(gumbo.start_pos.offset, source_.size());
    if (gumbo.tag == GUMBO_TAG_META && names_frame(written_, element.at + 1)) {
      element.tag = kFrame;  // see close_frames()
    } else if (gumbo.tag != GUMBO_TAG_UNKNOWN) {
      element.tag = gumbo_normalized_tagname(gumbo.tag);
    } else {
      GumboStringPiece name = gumbo.original_tag;
      gumbo_tag_from_original_text(&name);
      element.tag.assign(name.data == nullptr ? "" : name.data, name.length);
      std::transform(element.tag.begin(), element.tag.end(), element.tag.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      });
    }
    element.attributes.reserve(gumbo.attributes.length);
    for (unsigned int i = 0; i < gumbo.attributes.length; ++i) {
      const auto* attribute = static_cast<const GumboAttribute*>(gumbo.attributes.data[i]);
      element.attributes.push_back(
          {attribute->name, attribute->value, unquoted(span_of(attribute->original_value))});
    }
    return element;
  }

  [[nodiscard]] Span span_of(const GumboStringPiece& piece) const {
    const std::less_equal<> before;
    if (piece.data == nullptr || !before(source_.data(), piece.data) ||
        !before(piece.data + piece.length, source_.data() + source_.size())) {
      return {};
    }
    const auto begin = static_cast<std::size_t>(piece.data - source_.data());
    return {begin, begin + piece.length};
  }

  [[nodiscard]] Span unquoted(Span span) const {
    const auto quote = [&](std::size_t at) { return source_[at] == '"' || source_[at] == '\''; };
    if (span.size() >= 2 && quote(span.begin) && source_[span.end - 1] == source_[span.begin]) {
      return {span.begin + 1, span.end - 1};
    }
    return span;
  }

  std::string_view source_;
  std::string_view written_;
  HtmlHandler& handler_;
  std::vector<Level> open_;
};

}  // namespace

const HtmlAttribute* HtmlElement::find(std::string_view name) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto& attribute) {
    return attribute.name == name;
  });
  return found == attributes.end() ? nullptr : &*found;
}

std::string_view HtmlElement::value(std::string_view name) const {
  const HtmlAttribute* attribute = find(name);
  return attribute == nullptr ? std::string_view() : attribute->value;
}

Result<void> parse_html(std::string_view utf8,
                        HtmlHandler& handler,
                        const std::function<void()>& done) {
  if (utf8.size() > kMaxBytes) {
    return fail(ErrorCode::limit, "the page is larger than 128 MB; split it");
  }
  const HtmlEstimate estimate = estimate_html(utf8);
  if (estimate.attributes > kMaxAttributes) {
    return fail(ErrorCode::limit,
                "an element of the page has more than " + std::to_string(kMaxAttributes) +
                    " attributes; is it damaged?");
  }
  if (estimate.depth > kMaxDepth) {
    return fail(ErrorCode::limit,
                "the page's elements are nested more than " + std::to_string(kMaxDepth) +
                    " deep; is it damaged?");
  }
  const std::string closed = close_frames(utf8);
  const std::string_view page = closed.empty() ? utf8 : closed;
  Arena arena(std::min(kBudgetBase + kBudgetFactor * page.size(), kBudgetMost));
  const GumboOutput* output = run_gumbo(page, arena);
  if (output == nullptr) {
    return fail(ErrorCode::limit,
                "the page makes too many elements to be read; split it, or is it damaged?");
  }
  TreeWalk(page, utf8, handler).run(output->root);
  done();
  return {};
}

}  // namespace imprimatur
