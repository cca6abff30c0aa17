#include "serve/check_json.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdint>
#include <utility>

namespace imprimatur::serve {
namespace {

using nlohmann::json;

constexpr std::string_view kShape =
    "send {\"text\": \"...\"}, or several as {\"documents\": [{\"text\": \"...\"}, ...]}";

// Follows the events of the parser; stops it at the first thing that has no place.
class CheckHandler final : public nlohmann::json_sax<json> {
 public:
  explicit CheckHandler(std::size_t most_documents) : most_documents_(most_documents) {}

  bool null() override { return depth_ == Depth::outside ? wrong_kind() : scalar_is_null(); }
  bool boolean(bool) override { return wrong_kind(); }
  bool number_integer(number_integer_t) override { return wrong_kind(); }
  bool number_unsigned(number_unsigned_t) override { return wrong_kind(); }
  bool number_float(number_float_t, const string_t&) override { return wrong_kind(); }
  bool binary(binary_t&) override { return wrong_kind(); }

  bool string(string_t& value) override {
    std::optional<std::string>* target =
        depth_ == Depth::outside || depth_ == Depth::documents ? nullptr : member(key_);
    if (target == nullptr) {
      return wrong_kind();
    }
    *target = std::move(value);
    return true;
  }

  bool start_object(std::size_t) override {
    if (depth_ == Depth::outside && !seen_root_) {
      seen_root_ = true;
      depth_ = Depth::root;
      return true;
    }
    if (depth_ != Depth::documents) {
      return wrong_kind();
    }
    if (result_.documents->size() == most_documents_) {
      problem_ = {413,
                  "too-many",
                  fmt::format("the request has more than {} documents", most_documents_),
                  "send the documents in several requests",
                  "documents"};
      return false;
    }
    result_.documents->emplace_back();
    depth_ = Depth::document;
    keys_.clear();
    return true;
  }

  bool end_object() override {
    depth_ = depth_ == Depth::document ? Depth::documents : Depth::outside;
    return true;
  }

  bool start_array(std::size_t) override {
    if (depth_ != Depth::root || key_ != "documents") {
      return wrong_kind();
    }
    result_.documents.emplace();
    depth_ = Depth::documents;
    return true;
  }

  bool end_array() override {
    depth_ = Depth::root;
    keys_ = root_keys_;
    return true;
  }

  bool key(string_t& value) override {
    key_ = value;
    if (member(key_) == nullptr && !(depth_ == Depth::root && key_ == "documents")) {
      return stop(
          "unknown-member",
          "there is no such member",
          depth_ == Depth::root
              ? "known are text, html, base64, url, name, media_type, documents, use, policy"
              : "known are text, html, base64, url, name, media_type");
    }
    for (const std::string& known : keys_) {
      if (known == key_) {
        return stop("bad-json", "the member comes twice", "send it once");
      }
    }
    keys_.push_back(key_);
    if (depth_ == Depth::root) {
      root_keys_ = keys_;
    }
    return true;
  }

  bool parse_error(std::size_t position,
                   const std::string&,
                   const nlohmann::detail::exception&) override {
    problem_ = {400,
                "bad-json",
                fmt::format("the body is no JSON in UTF-8; it goes wrong at byte {}", position),
                std::string(kShape)};
    return false;
  }

  CheckJson result_;
  Problem problem_;

 private:
  enum class Depth : std::uint8_t { outside, root, documents, document };

  [[nodiscard]] std::string where() const {
    if (depth_ == Depth::root) {
      return key_;
    }
    if (depth_ == Depth::outside) {
      return {};
    }
    const std::size_t size = result_.documents->size();
    return depth_ == Depth::documents ? fmt::format("documents[{}]", size)
                                      : fmt::format("documents[{}].{}", size - 1, key_);
  }

  bool stop(std::string code, std::string detail, std::string next) {
    problem_ = {400, std::move(code), std::move(detail), std::move(next), where()};
    return false;
  }

  bool wrong_kind() {
    return depth_ == Depth::outside || depth_ == Depth::documents || key_ == "documents"
               ? stop("bad-json", "the value is of the wrong kind", std::string(kShape))
               : stop("bad-json", "the value is no string", std::string(kShape));
  }

  // As if it had not been said.
  bool scalar_is_null() { return depth_ == Depth::documents ? wrong_kind() : true; }

  [[nodiscard]] std::optional<std::string>* member(std::string_view name) {
    JsonDraft& draft = depth_ == Depth::document ? result_.documents->back() : result_.single;
    const std::array<std::pair<std::string_view, std::optional<std::string>*>, 8> members = {{
        {"text", &draft.text},
        {"html", &draft.html},
        {"base64", &draft.base64},
        {"url", &draft.url},
        {"name", &draft.name},
        {"media_type", &draft.media_type},
        {"use", depth_ == Depth::root ? &result_.use : nullptr},
        {"policy", depth_ == Depth::root ? &result_.policy : nullptr},
    }};
    for (const auto& [known, target] : members) {
      if (known == name) {
        return target;
      }
    }
    return nullptr;
  }

  std::size_t most_documents_;
  Depth depth_ = Depth::outside;
  bool seen_root_ = false;
  std::string key_;
  std::vector<std::string> keys_;  // of the current object
  std::vector<std::string> root_keys_;
};

int base64_value(char c) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  static constexpr auto kValues = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
      values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
    }
    return values;
  }();
  return kValues[static_cast<unsigned char>(c)];
}

}  // namespace

Answer<CheckJson> read_check_json(std::string_view body, std::size_t most_documents) {
  CheckHandler handler(most_documents);
  if (!json::sax_parse(body, &handler)) {
    return refuse(std::move(handler.problem_));
  }
  return std::move(handler.result_);
}

std::optional<std::string> base64_decoded(std::string_view text) {
  if (text.size() % 4 != 0) {
    return std::nullopt;
  }
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pad = i >= text.size() - padding;
    const int value = pad ? 0 : base64_value(text[i]);
    if (value < 0) {
      return std::nullopt;
    }
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    if (i % 4 == 3) {
      out += static_cast<char>((bits >> 16U) & 0xFFU);
      out += static_cast<char>((bits >> 8U) & 0xFFU);
      out += static_cast<char>(bits & 0xFFU);
      bits = 0;
    }
  }
  out.resize(out.size() - padding);
  return out;
}

}  // namespace imprimatur::serve
