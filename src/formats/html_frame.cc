#include "formats/html_frame.h"

#include "formats/ascii.h"
#include "formats/html_parts.h"
#include "formats/mime.h"
#include "text/decode.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxFrames = 4;  // pages in pages

// The words of an inner page.
class FrameText final : public HtmlHandler {
 public:
  explicit FrameText(std::size_t depth) : depth_(depth) {}

  static Result<std::vector<FrameWords>> of(std::string_view markup, std::size_t depth) {
    FrameText frame(depth);
    const auto parsed = parse_html(markup, frame, [] {});
    if (!parsed || frame.error_) {
      return tl::unexpected<Error>(parsed ? *frame.error_ : parsed.error());
    }
    return std::move(frame.words_);
  }

  bool enter(const HtmlElement& element) override {
    const bool hidden = is_hidden(element);
    if (!hidden) {
      add_inner(element);
    }
    const bool seen = !is_unseen(element.tag) && !hidden;
    block_ = block_ || (seen && (is_block(element.tag) || element.tag == "br"));
    return seen;
  }
  void leave(const HtmlElement& element) override { block_ = block_ || is_block(element.tag); }
  void text(std::string_view value, Span written) override {
    words_.push_back({std::string(value), written, block_});
    block_ = false;
  }

 private:
  // A page in the page in the page has the place of the whole inner one.
  void add_inner(const HtmlElement& element) {
    auto inner = read_html_frame(element, depth_ + 1);
    if (!inner) {
      error_ = inner.error();
    } else if (inner->page != nullptr) {
      for (FrameWords& one : inner->words) {
        words_.push_back({std::move(one.text), inner->page->span, one.block});
      }
      block_ = true;
    }
  }

  std::size_t depth_;
  std::vector<FrameWords> words_;
  bool block_ = true;
  std::optional<Error> error_;
};

int digit_of(char c, std::string_view digits) {
  const std::size_t at = digits.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::string unescape(std::string_view written) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] == '%' && i + 2 < written.size()) {
      const std::string code = ascii_lower(written.substr(i + 1, 2));
      const int high = digit_of(code[0], kHex);
      const int low = digit_of(code[1], kHex);
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
    }
    out += written[i];
  }
  return out;
}

const HtmlAttribute* address_of(const HtmlElement& element) {
  if (element.tag == "object") {
    return element.find("data");
  }
  return lists_word("iframe frame embed", element.tag) ? element.find("src") : nullptr;
}

bool is_data(const HtmlAttribute* address) {
  return address != nullptr && ascii_lower(trim_blanks(address->value).substr(0, 5)) == "data:";
}

// "data:text/html;charset=utf-8;base64,PHA+" to its words; nothing if it is no text.
Result<std::vector<FrameWords>> words_of_data(std::string_view address, std::size_t depth) {
  address = trim_blanks(address).substr(5);
  const std::size_t comma = std::min(address.find(','), address.size());
  const std::string about = ascii_lower(address.substr(0, comma));
  const std::string content = unescape(address.substr(std::min(comma + 1, address.size())));
  const std::string type = mime_value(about);
  for (const std::string_view other : {"image/", "audio/", "video/", "font/"}) {
    if (type.starts_with(other)) {
      return std::vector<FrameWords>();
    }
  }
  const bool page = type == "text/html" || type == "application/xhtml+xml";
  if (!page && !type.empty() && type != "text/plain") {
    return fail(ErrorCode::unreadable,
                "a frame holds a document of the type '" + type + "', which was not read");
  }
  const std::string bytes = about.ends_with("base64")
                                ? decode_mime_body(content, {0, content.size()}, "base64").bytes
                                : content;
  auto decoded = decode(bytes, encoding_for_label(mime_parameter(about, "charset")));
  if (!decoded) {
    return tl::unexpected<Error>(std::move(decoded).error());
  }
  if (page) {
    return FrameText::of(decoded->text, depth);
  }
  return std::vector<FrameWords>{{std::string(decoded->text), {}, true}};
}

}  // namespace

bool holds_its_page(const HtmlElement& element) {
  return (element.tag == "iframe" && element.find("srcdoc") != nullptr) ||
         is_data(address_of(element));
}

Result<HtmlFrame> read_html_frame(const HtmlElement& element, std::size_t depth) {
  HtmlFrame frame;
  const HtmlAttribute* markup = element.tag == "iframe" ? element.find("srcdoc") : nullptr;
  const HtmlAttribute* address = address_of(element);
  if (markup == nullptr && !is_data(address)) {
    return frame;
  }
  if (depth > kMaxFrames) {
    return fail(ErrorCode::limit, "frames stand too deep in each other: check them alone");
  }
  frame.plain = markup != nullptr;
  frame.page = frame.plain ? markup : address;
  IMPRIMATUR_TRY(
      frame.words,
      frame.plain ? FrameText::of(markup->value, depth) : words_of_data(address->value, depth));
  return frame;
}

}  // namespace imprimatur
