#include "formats/ninjs.h"

#include "formats/ascii.h"
#include "formats/item_builder.h"
#include "formats/json_body.h"
#include "formats/json_kinds.h"
#include "formats/json_scan.h"
#include "formats/json_tree.h"
#include "formats/plain_text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace imprimatur {
namespace {

constexpr int kMaxDepth = 40;

// What a member means; the versions differ in case and underscores.
struct Member {
  enum class Kind : unsigned char { text, texts, field, status, embargo, policies, parts, title };
  std::string_view name;
  Kind kind;
  std::string_view field = {};
  std::optional<Zone> zone = std::nullopt;
};
using Kind = Member::Kind;
constexpr std::array<Member, 75> kMembers = {{
    {"headline", Kind::texts, {}, Zone::headline},
    {"headlines", Kind::texts, {}, Zone::headline},
    {"headlineextended", Kind::texts, {}, Zone::headline},
    {"bodytext", Kind::texts},
    {"bodyhtml", Kind::texts},
    {"bodyxhtml", Kind::texts},
    {"bodies", Kind::texts},
    {"body", Kind::texts},
    {"descriptiontext", Kind::texts},
    {"descriptionhtml", Kind::texts},
    {"descriptions", Kind::texts},
    {"abstract", Kind::texts},
    {"caption", Kind::texts, {}, Zone::caption},
    {"byline", Kind::text, {}, Zone::byline},
    {"by", Kind::text, {}, Zone::byline},
    {"bylines", Kind::texts, {}, Zone::byline},
    {"dateline", Kind::text, {}, Zone::dateline},
    {"title", Kind::title},
    {"copyrightholder", Kind::field, "holder"},
    {"copyrightnotice", Kind::field, "notice"},
    {"copyrightline", Kind::field, "notice"},
    {"usageterms", Kind::field, "terms"},
    {"rightsline", Kind::field, "terms"},
    {"outinginstructions", Kind::field, "limitations"},
    {"ednote", Kind::field, "ednote"},
    {"specialinstructions", Kind::field, "ednote"},
    {"creditline", Kind::field, "credit"},
    {"provider", Kind::field, "provider"},
    {"source", Kind::field, "source"},
    {"infosource", Kind::field, "source"},
    {"infosources", Kind::field, "source"},
    {"license", Kind::field, "licence"},
    {"datamining", Kind::field, "data-mining"},
    {"expires", Kind::field, "expires"},
    {"pubstatus", Kind::status, "status"},
    {"embargoed", Kind::embargo, "embargo"},
    {"embargoeduntil", Kind::embargo, "embargo"},
    {"rightsinfo", Kind::policies},
    {"associations", Kind::parts},
    {"renditions", Kind::parts},
    {"odrl", Kind::policies},
    {"policy", Kind::policies},
    // Of content management systems, JSON Feed, and the like.
    {"text", Kind::texts},
    {"content", Kind::texts},
    {"contenthtml", Kind::texts},
    {"contenttext", Kind::texts},
    {"articlebody", Kind::texts},
    {"article", Kind::texts},
    {"story", Kind::texts},
    {"html", Kind::texts},
    {"contentelements", Kind::texts},
    {"components", Kind::texts},
    {"blocks", Kind::texts},
    {"distributor", Kind::field, "provider"},
    {"credits", Kind::text, {}, Zone::byline},
    {"author", Kind::text, {}, Zone::byline},
    {"copyright", Kind::field, "notice"},
    {"rights", Kind::field, "notice"},
    {"rightsholder", Kind::field, "holder"},
    {"licence", Kind::field, "licence"},
    {"licenses", Kind::field, "licence"},
    {"licences", Kind::field, "licence"},
    {"notice", Kind::field, "notice"},
    {"termsofuse", Kind::field, "terms"},
    {"licenseurl", Kind::field, "licence"},
    {"credit", Kind::field, "credit"},
    {"embargo", Kind::embargo, "embargo"},
    {"image", Kind::parts},
    {"images", Kind::parts},
    {"photo", Kind::parts},
    {"photos", Kind::parts},
    {"picture", Kind::parts},
    {"media", Kind::parts},
    {"video", Kind::parts},
    {"gallery", Kind::parts},
}};
constexpr std::string_view kBodies =
    "body bodyhtml bodytext text content contenthtml contenttext articlebody article story html "
    "contentelements components blocks";

std::string plain_name(std::string_view key) {
  std::string name = ascii_lower(key);
  std::erase_if(name, [](char c) { return c == '_' || c == '-'; });
  return name;
}

const Member* member_of(std::string_view key) {
  const std::string name = plain_name(key);
  const auto* found = std::find_if(
      kMembers.begin(), kMembers.end(), [&](const Member& member) { return member.name == name; });
  return found == kMembers.end() ? nullptr : found;
}

bool says(const JsonNode& node, std::string_view plain_key, std::string_view value) {
  const JsonNode::Members members = node.members();
  return std::any_of(members.begin(), members.end(), [&](const auto& member) {
    return plain_name(member.first) == plain_key && ascii_lower(member.second.raw()) == value;
  });
}

// An object is an item if it says when, how or by whom news may be used, or holds their text.
bool is_item(const JsonNode& node) {
  constexpr std::string_view kSure =
      "bodytext bodyhtml bodyxhtml bodies pubstatus copyrightholder copyrightnotice usageterms "
      "embargoed embargoeduntil rightsinfo";
  constexpr std::string_view kBeside =
      "type headline headlines uri guid version versioncreated byline by slugline provider "
      "language "
      "title firstcreated profile subject subjects";
  int sure = 0;
  int beside = 0;
  for (const auto& [key, value] : node.members()) {
    const std::string name = plain_name(key);
    sure += lists_word(kSure, name) ? 1 : 0;
    beside += lists_word(kBeside, name) ? 1 : 0;
  }
  return sure > 0 && beside > 0;
}

// An article as programs of all kinds write it: a title and a text, which is no list of articles.
bool is_article(const JsonNode& node) {
  bool title = false;
  bool text = false;
  for (const auto& [key, value] : node.members()) {
    const std::string name = plain_name(key);
    const JsonNode::Items items = value.items();
    title = title || name == "title" || name == "headline" || name == "headlines";
    text = text || (lists_word(kBodies, name) && holds_prose(value) &&
                    std::none_of(items.begin(), items.end(), is_article));
  }
  return title && text;
}

// So many bytes are a running text, and what stands beside it belongs to it.
constexpr std::size_t kLongText = 200;
// So many are no label or setting: as much as a short notice or ban takes, for what is not read as
// a text is taken for data, in which every text stands in quotation marks. What is shorter beside
// it may be a message of a program.
constexpr std::size_t kText = 60;

// The bytes of one running text: a string, or the paragraphs of a list of strings.
std::size_t text_size(const JsonNode& node) {
  std::size_t size = node.is_string() && holds_prose(node) ? node.raw().size() : 0;
  for (const JsonNode& item : node.items()) {
    const bool words = item.raw().find(' ') != std::string_view::npos || holds_prose(item);
    size += item.is_string() && words ? item.raw().size() : 0;
  }
  return size;
}

// A text under a key that no format knows ("maintext", "post_content"), or a shorter one under a
// key of texts, or licences as a description of data lists them.
bool holds_text(const JsonNode& node) {
  const JsonNode::Members members = node.members();
  return std::any_of(members.begin(), members.end(), [](const auto& member) {
    const auto& [key, value] = member;
    const bool words = value.is_string() && value.raw().find(' ') != std::string_view::npos;
    const JsonNode::Items items = value.items();
    return text_size(value) >= kText || (words && lists_word(kBodies, plain_name(key))) ||
           (plain_name(key) == "licenses" && items.begin() != items.end());
  });
}

// The least size of a text under a key that no format knows.
std::size_t least_text(const JsonNode& node) {
  const JsonNode::Members members = node.members();
  const bool running = std::any_of(members.begin(), members.end(), [](const auto& member) {
    return text_size(member.second) >= kLongText;
  });
  return running || is_article(node) || members.begin() == members.end() ? 0 : kText;
}

class ItemReader {
 public:
  // `all`: members that no format knows are text too, if they hold words, `least` bytes of them.
  ItemReader(ItemBuilder& builder, bool all, std::size_t least)
      : builder_(builder), all_(all), least_(least) {}

  // Members in the order in which they are written.
  void read(const JsonNode& item, Scope scope, int depth) {
    if (depth > kMaxDepth) {
      return;
    }
    for (const auto& [key, value] : item.members()) {
      if (const Member* member = member_of(key)) {
        const bool tree = all_ && !value.is_string() && lists_word(kBodies, member->name);
        const bool lines = member->name == "source" && value.kind() == JsonNode::Kind::array;
        if (all_ && member->kind == Kind::field && (lines || text_size(value) >= kLongText)) {
          read_words(value, scope, depth);  // a notebook's "source" is its text
        } else if (tree) {
          read_tree(value, scope, depth);
        } else {
          read_member(*member, value, scope, depth);
        }
      } else if (all_ && (text_size(value) >= least_ || value.kind() == JsonNode::Kind::object)) {
        read_words(value, scope, depth);
      }
    }
    for (const JsonNode& text : item.items()) {  // a list of paragraphs
      read_words(text, scope, depth);
    }
  }

  std::optional<Error> error;
  std::string title;

 private:
  void read_tree(const JsonNode& value, Scope scope, int depth) {
    Result<void> read = read_json_body(
        value, scope, builder_, [&](const JsonNode& picture) { add_part(picture, depth); });
    if (!read && !error) {
      error = std::move(read).error();
    }
  }

  void read_words(const JsonNode& value, Scope scope, int depth) {
    if (value.kind() == JsonNode::Kind::object) {
      read(value, scope, depth + 1);
    } else if (value.kind() == JsonNode::Kind::array && depth < kMaxDepth) {
      for (const JsonNode& item : value.items()) {
        read_words(item, scope, depth + 1);
      }
    } else if (value.is_string() &&
               (value.raw().find(' ') != std::string_view::npos || holds_prose(value))) {
      add_text(value, std::nullopt, scope, depth);
    }
  }

  void read_member(const Member& member, const JsonNode& value, Scope scope, int depth) {
    switch (member.kind) {
      case Kind::text:
      case Kind::texts:
        add_text(value, member.zone, scope, depth);
        break;
      case Kind::title:
        title = title.empty() && scope == Scope::document ? std::string(value.text().str()) : title;
        break;
      case Kind::field:
      case Kind::status:
        add_field(member.field, value, scope, depth);
        break;
      case Kind::embargo:
        if (value.kind() == JsonNode::Kind::literal && value.raw() == "true") {
          builder_.field(member.field, "none given", value.span(), scope);
        } else {
          add_field(member.field, value, scope, depth);
        }
        break;
      case Kind::policies:
        add_policies(value, scope, depth);
        break;
      case Kind::parts:
        add_parts(value, depth);
        break;
    }
  }

  // A string, or objects with a value ("contenttype" tells whether it is HTML, as the text does).
  void add_text(const JsonNode& node, std::optional<Zone> zone, Scope scope, int depth) {
    if (node.is_string()) {
      const bool photo = scope == Scope::photo;
      Result<void> read =
          builder_.html(node.text(), photo ? std::optional(Zone::caption) : zone, scope);
      if (!read && !error) {
        error = std::move(read).error();
      }
      if (title.empty() && zone == Zone::headline && scope == Scope::document) {
        title = node.text().str();
      }
      return;
    }
    for (const JsonNode& item : node.items()) {
      add_text(item, zone, scope, depth);
    }
    for (const auto& [key, value] : node.members()) {
      const std::string name = plain_name(key);
      if (lists_word("value text bodytext bodyhtml name rendered basic by org", name)) {
        add_text(value, zone, scope, depth + 1);
      } else if (name == "nitf" || name == "xhtml") {
        add_text(value, zone, scope, depth + 1);
      }
    }
  }

  // A string, a list of them, or parties with a name.
  void add_field(std::string_view name, const JsonNode& node, Scope scope, int depth) {
    if (depth > kMaxDepth) {
      return;
    }
    if (node.is_string()) {
      const WrittenText text = node.text();
      TextFlow flow;
      TextFlow inner;
      inner.keep_lines();
      inner.text(text.str(), {0, text.str().size()});
      flow.append(inner.str(), chain(inner.str(), inner.map(), text.map()));
      const bool address =
          (name == "terms" || name == "notice") &&
          (text.str().starts_with("http://") || text.str().starts_with("https://"));
      builder_.field(address ? "licence" : name, flow, scope);
      return;
    }
    for (const JsonNode& item : node.items()) {
      add_field(name, item, scope, depth + 1);
    }
    if (name == "licence") {  // {"name": "…", "url": "…"}: either may be one that is known
      for (const std::string_view key : {"url", "path", "@id"}) {
        if (const std::optional<JsonNode> address = node.find(key)) {
          add_field(name, *address, scope, depth + 1);
        }
      }
    }
    for (const std::string_view key : {"literal", "name", "title", "value", "text", "href"}) {
      const std::optional<JsonNode> value = node.find(key);
      if (value) {
        add_field(name, *value, scope, depth + 1);
        return;
      }
    }
  }

  void add_policies(const JsonNode& node, Scope scope, int depth) {
    if (depth > kMaxDepth) {
      return;
    }
    for (const JsonNode& item : node.items()) {
      add_policies(item, scope, depth + 1);
    }
    for (const auto& [key, value] : node.members()) {
      const std::string name = plain_name(key);
      if (name == "encodedrights" || name == "encodedright") {
        add_policy(value, scope);
      } else if (name == "linkedrights" || name == "linkedright") {
        add_field("licence", value, scope, depth + 1);
      } else if (value.kind() == JsonNode::Kind::object || value.kind() == JsonNode::Kind::array) {
        add_policies(value, scope, depth + 1);
      }
    }
  }

  void add_policy(const JsonNode& value, Scope scope) {
    const WrittenText text = value.text();
    if (trim_blanks(text.str()).empty()) {
      return;
    }
    Field field;
    field.kind = Field::Kind::policy;
    field.name = trim_blanks(text.str()).starts_with('<') ? "odrl-xml" : "odrl-json";
    field.value = text.str();
    field.span = value.span();
    field.scope = scope;
    builder_.field(std::move(field));
  }

  // {"main": {...}} of versions 1.x, a list later.
  void add_parts(const JsonNode& node, int depth) {
    for (const JsonNode& part : node.items()) {
      add_part(part, depth);
    }
    for (const auto& [key, part] : node.members()) {
      add_part(part, depth);
    }
  }

  void add_part(const JsonNode& part, int depth) {
    if (part.kind() == JsonNode::Kind::object) {
      const bool text = says(part, "type", "text") || says(part, "type", "composite");
      read(part, text ? Scope::part : Scope::photo, depth + 1);
    }
  }

  ItemBuilder& builder_;
  bool all_;
  std::size_t least_;
};

// As plain text; linked data with what it says of rights.
Result<void> read_other(std::string_view bytes,
                        const ReadOptions& options,
                        const DocumentSink& sink) {
  return make_plain_text_reader()->read(bytes, options, [&](const Document& plain) {
    Document document = plain;
    if (is_linked(plain.source)) {
      document.media_type = "application/ld+json";
      const Span whole{0, plain.source.size()};
      if (!LinkedDataLimit{}.admits(plain.source) && !document.error) {
        document.error = too_much_linked_data();
      }
      document.fields.push_back(
          {Field::Kind::json_ld, "json-ld", std::string(plain.source), whole, Scope::document});
    }
    return sink(document);
  });
}

class NinjsReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    IMPRIMATUR_TRY(const Decoded decoded, decode(bytes, options.declared_encoding));
    const JsonText json = parse_json(decoded.text);
    base_.media_type = "application/ninjs+json";
    base_.encoding = decoded.encoding;
    base_.source = decoded.text;
    base_.source_map = &decoded.map;
    names_ = {};
    error_.reset();
    items_ = 0;
    if (!visit_all(json, sink)) {
      return {};
    }
    if (items_ == 0 && !is_news(decoded.text)) {
      const bool linked = is_linked(decoded.text);
      // One broken line of many is no reason to read none.
      const bool lines = !json.values.empty() && decoded.text.find("\n{") != std::string_view::npos;
      if (!linked && (!json.error || lines)) {
        loose_ = true;
        const bool more = visit_all(json, sink);
        loose_ = false;
        if (!more) {
          return {};
        }
      }
      // What only looked like an article is a text.
      if (items_ == 0 && (linked || has_article(decoded.text) || has_prose(decoded.text) ||
                          lists_licences(decoded.text))) {
        return read_other(bytes, options, sink);
      }
    }
    if (json.error) {
      return tl::unexpected<Error>(*json.error);
    }
    if (error_) {
      return tl::unexpected<Error>(*error_);
    }
    if (items_ == 0) {
      return fail(ErrorCode::unsupported, "the JSON holds no news item");
    }
    return {};
  }

 private:
  // False if the sink has enough.
  bool visit_all(const JsonText& json, const DocumentSink& sink) {
    return std::all_of(json.values.begin(), json.values.end(), [&](const JsonNode& value) {
      return visit(value, sink, 0);
    });
  }

  bool visit(const JsonNode& node, const DocumentSink& sink, int depth) {
    if (depth > kMaxDepth) {
      return true;
    }
    const bool news = node.kind() == JsonNode::Kind::object && is_item(node);
    if (news || (node.kind() == JsonNode::Kind::object &&
                 (is_article(node) || (loose_ && holds_text(node))))) {
      return give(node, !news, sink);
    }
    if (loose_ && text_size(node) >= kText) {
      return give(node, true, sink);
    }
    for (const JsonNode& item : node.items()) {
      if (!visit(item, sink, depth + 1)) {
        return false;
      }
    }
    for (const auto& [key, value] : node.members()) {
      if (!visit(value, sink, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  bool give(const JsonNode& item, bool all, const DocumentSink& sink) {
    ++items_;
    ItemBuilder builder;
    ItemReader reader(builder, all, all ? least_text(item) : 0);
    reader.read(item, Scope::document, 0);
    std::string id;
    for (const std::string_view key : {"uri", "guid", "id", "_id", "itemid", "altids"}) {
      std::optional<JsonNode> value = item.find(key);
      if (value && key == "altids") {
        value = value->find("itemid");
      }
      if (value && id.empty()) {
        const bool number = value->raw().find_first_not_of("0123456789") == std::string_view::npos;
        id = number ? std::string(value->raw()) : std::string(value->text().str());
      }
    }
    Document document;
    document.record = names_.next(id);
    document.media_type = all ? "application/json" : base_.media_type;
    document.encoding = base_.encoding;
    document.source = base_.source;
    document.source_map = base_.source_map;
    document.title = reader.title;
    builder.finish(document);
    if (reader.error && !error_) {
      error_ = reader.error;
    }
    return sink(document);
  }

  Document base_;
  RecordNames names_;
  std::optional<Error> error_;
  std::size_t items_ = 0;
  bool loose_ = false;  // nothing is an item by its keys: whatever holds a text is
};

}  // namespace

std::unique_ptr<Reader> make_ninjs_reader() {
  return std::make_unique<NinjsReader>();
}

bool is_ninjs(std::string_view head) {
  const std::string_view text = trim_blanks(head);
  if (!text.starts_with('{') && !text.starts_with('[')) {
    return false;
  }
  return is_news(text) || has_article(text) || is_linked(text) || has_prose(text) ||
         lists_licences(text);
}

}  // namespace imprimatur
