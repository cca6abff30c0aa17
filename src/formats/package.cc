#include "formats/package.h"

#include "formats/ascii.h"
#include "formats/member_reader.h"
#include "formats/rsl_part.h"
#include "formats/unpack.h"
#include "text/decode.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxFields = 500;
constexpr std::size_t kMaxValue = 20'000;

class Properties : public XmlHandler {
 public:
  Properties(std::string_view xml, std::size_t base, Document& document)
      : base_(base), document_(document), rsl_(xml, base) {}

  void start(const XmlElement& element) override {
    rsl_.start(element);
    if (rsl_.inside()) {
      return;
    }
    std::string_view given = element.value("property");
    given = given.empty() ? element.value("name") : given;
    Name name;
    if (!given.empty()) {
      name = {ascii_lower(given.substr(given.find_last_of(':') + 1)),
              std::string(given.substr(0, std::min(given.find(':'), given.size()))),
              true};
    } else if (!names_.empty() && names_.back().by_attribute) {
      name = names_.back();  // the type of a value: <property name="rights"><lpwstr>
    } else {
      name.name = ascii_lower(element.name);
    }
    if (const XmlAttribute* content = element.find("content"); content && !given.empty()) {
      add(name, content->value, content->span);
    }
    // <link rel="cc:license" href="..."/>
    const std::string_view relation = element.value("rel");
    if (const XmlAttribute* address = element.find("href"); address && !relation.empty()) {
      add({ascii_lower(relation.substr(relation.find_last_of(':') + 1)), {}, false},
          address->value,
          address->span);
    }
    names_.push_back(std::move(name));
    value_.clear();
  }

  void end(const XmlElement& element) override {
    if (rsl_.inside()) {
      if (std::optional<Field> licence = rsl_.end(element)) {
        document_.fields.push_back(std::move(*licence));
      }
      return;
    }
    if (!names_.empty()) {
      add(names_.back(), value_, written_);
      names_.pop_back();
    }
    value_.clear();
  }

  void text(std::string_view value, Span written) override {
    if (value_.size() < kMaxValue) {
      written_ = value_.empty() ? written : Span{written_.begin, written.end};
      value_ += value;
    }
  }

 private:
  struct Name {
    std::string name;
    std::string prefix;
    bool by_attribute = false;
  };

  void add(const Name& name, std::string_view value, Span span) {
    const std::string_view trimmed = trim_blanks(value);
    if (name.name.empty() || trimmed.empty() || document_.fields.size() >= kMaxFields) {
      return;
    }
    const std::size_t in_front = value.find_first_not_of(" \t\r\n\f");
    const std::size_t behind = value.size() - in_front - trimmed.size();
    if (value.size() == span.size()) {
      span = {span.begin + in_front, span.end - behind};
    }
    if (name.name == "title" && document_.title.empty()) {
      document_.title = trimmed;
    } else if (name.name == "language" && document_.language.empty()) {
      document_.language = trimmed;
    }
    Field field{Field::Kind::property,
                name.name,
                std::string(trimmed),
                {span.begin + base_, span.end + base_},
                Scope::document};
    if (name.prefix == "tdm") {  // TDM reservation in EPUB
      field.kind = Field::Kind::meta;
      field.name = "tdm-" + name.name;
    }
    document_.fields.push_back(std::move(field));
  }

  std::size_t base_;
  Document& document_;
  RslPart rsl_;
  std::vector<Name> names_;
  std::string value_;
  Span written_;
};

}  // namespace

Result<Package> Package::open(std::string_view bytes,
                              const ReadOptions& options,
                              const std::function<bool(std::string_view)>& wanted) {
  Nesting nesting(options);
  if (Result<void> fits = nesting.check(); !fits) {
    return tl::unexpected<Error>(fits.error());
  }
  Package package;
  std::optional<Error> error;
  UnpackOptions unpacking;
  unpacking.wanted = wanted;
  Result<void> done = unpack(bytes, unpacking, nesting.expansion(), [&](Member&& member) {
    if (member.error) {
      error = Error{member.error->code,
                    fmt::format("part '{}' of it: {}", member.name, member.error->message)};
      return false;
    }
    const auto decoded = decode_xml(member.bytes, {});
    if (!decoded) {
      error = Error{decoded.error().code,
                    fmt::format("part '{}' of it: {}", member.name, decoded.error().message)};
      return false;
    }
    package.members_.emplace(member.name, std::string(decoded->text));
    return true;
  });
  if (error) {
    return tl::unexpected<Error>(std::move(*error));
  }
  if (!done) {
    return tl::unexpected<Error>(done.error());
  }
  return package;
}

const std::string* Package::find(const std::string& name) const {
  const auto found = members_.find(name);
  return found == members_.end() ? nullptr : &found->second;
}

std::vector<std::string> Package::names() const {
  std::vector<std::string> names;
  for (const auto& [name, text] : members_) {
    names.push_back(name);
  }
  return names;
}

std::optional<std::size_t> Package::place(const std::string& name) {
  const std::string* text = find(name);
  if (text == nullptr) {
    return std::nullopt;
  }
  const std::size_t begin = source_.size();
  source_ += *text;
  return begin;
}

void read_properties(std::string_view xml, std::size_t base, Document& document) {
  Properties properties(xml, base, document);
  // What is malformed in metadata does not make the text unreadable.
  static_cast<void>(parse_xml(xml, properties));
}

}  // namespace imprimatur
