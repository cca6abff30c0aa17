// Linked data of schema.org in <script type="application/ld+json">: the rights of the article or
// page. Pictures, other works and comments inside speak of themselves. JSON that pages often
// break (CDATA marks, raw line breaks, commas) is mended; what is broken beyond that says nothing.
#include "formats/ascii.h"
#include "formats/datacite.h"
#include "formats/json_scan.h"
#include "signals/json_repair.h"
#include "signals/readers.h"
#include "signals/values.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 24;
constexpr std::size_t kMaxClaims = 200;
constexpr std::size_t kMaxValues = 10;  // of one property
constexpr std::size_t kMaxScripts = 200;
// So much of an article's text tells whether the page shows it.
constexpr std::size_t kBodyBegin = 40;

// Where a value leads to something else than the page's own work.
constexpr std::string_view kPictures =
    "image logo thumbnail video audio associatedmedia primaryimageofpage";
constexpr std::string_view kOthers =
    "comment citation mentions about isbasedon review itemlistelement haspart publisher author "
    "creator copyrightholder license usageinfo acquirelicensepage sourceorganization provider "
    "breadcrumb potentialaction workexample offers liveblogupdate isrelatedto relatedlink "
    "contributor "
    "editor translator sponsor funder parentorganization memberof member @context";
constexpr std::string_view kPictureTypes =
    "imageobject videoobject audioobject mediaobject photograph imagegallery";
constexpr std::string_view kSiteTypes = "website blog organization newsmediaorganization";

std::string text_of(const Json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (value.is_number_integer()) {
    return std::to_string(value.get<long long>());
  }
  return {};
}

// "schema:license", "http://purl.org/dc/terms/license" and "license" are one name: what the
// prefixes stand for is left aside, since pages mix them up.
std::string_view local_name(std::string_view name) {
  return name.substr(std::min(name.find_last_of(":/#") + 1, name.size()));
}

using Names = std::map<std::string, const Json*>;

// Parties are often given once and named by "@id" elsewhere, also in another script.
void index_ids(const Json& value, int depth, Names& ids) {
  if (depth > kMaxDepth) {
    return;
  }
  if (value.is_object()) {
    const auto id = value.find("@id");
    if (id != value.end() && id->is_string() && value.contains("name")) {
      ids.emplace(id->get<std::string>(), &value);
    }
  }
  if (value.is_structured()) {
    for (const Json& inner : value) {
      index_ids(inner, depth + 1, ids);
    }
  }
}

class LinkedData {
 public:
  LinkedData(const Document& document,
             const Field& field,
             const Names& ids,
             std::vector<Claim>& claims)
      : source_(document.source), text_(document.text), field_(field), ids_(ids), claims_(claims) {}

  void read(const Json& root) { visit(root, Scope::document, 0); }

 private:
  void visit(const Json& value, Scope scope, int depth) {
    if (depth > kMaxDepth || claims_.size() > kMaxClaims) {
      return;
    }
    if (value.is_array()) {
      for (const Json& inner : value) {
        visit(inner, scope, depth + 1);
      }
      return;
    }
    if (!value.is_object()) {
      return;
    }
    scope = scope == Scope::document ? scope_of(value) : scope;
    read_rights(value, scope);
    for (const auto& [key, inner] : value.items()) {
      const std::string name = ascii_lower(local_name(key));
      if (lists_word(kPictures, name)) {
        visit(inner, Scope::photo, depth + 1);
      } else if (name == "ispartof") {
        visit(inner, scope == Scope::document ? Scope::site : scope, depth + 1);
      } else if (!lists_word(kOthers, name)) {
        visit(inner, scope, depth + 1);
      }
    }
  }

  static Scope scope_of(const Json& object) {
    const auto type = object.find("@type");
    if (type == object.end()) {
      return scope_of_record(object);
    }
    const Json& first = type->is_array() && !type->empty() ? type->front() : *type;
    const std::string name = ascii_lower(local_name(text_of(first)));
    if (lists_word(kPictureTypes, name)) {
      return Scope::photo;
    }
    if (lists_word(kSiteTypes, name)) {
      return Scope::site;
    }
    const bool work = name.empty() || name.ends_with("article") || name.ends_with("posting") ||
                      name.ends_with("page") || name == "creativework" || name == "report" ||
                      name == "scholarlyarticle";
    return work ? Scope::document : Scope::other_work;
  }

  // What licenses a data set licenses no text in it; a record of a text speaks of that text.
  static Scope scope_of_record(const Json& object) {
    const auto types = object.find("types");
    if (types == object.end() || !types->is_object()) {
      return Scope::document;
    }
    return is_container_type(value_in(*types, "resourceTypeGeneral")) ? Scope::other_work
                                                                      : Scope::document;
  }

  void read_rights(const Json& object, Scope scope) {
    const std::string holder = name_in(object, "copyrightHolder");
    const std::string years = value_in(object, "copyrightYear");
    if (!holder.empty()) {
      add(Claim::Kind::notice, holder, scope).years = years;
    }
    // The last two are Dublin Core's, which catalogues (DCAT) use.
    for (const char* key : {"copyrightNotice", "conditionsOfAccess", "rights", "accessRights"}) {
      for (const std::string& value : values_in(object, key)) {
        add(is_address(value) ? Claim::Kind::licence : Claim::Kind::text, value, scope);
      }
    }
    for (const char* key : {"license", "usageInfo", "acquireLicensePage"}) {
      for (const std::string& value : values_in(object, key)) {
        add(Claim::Kind::licence, value, scope).holder = holder;
      }
    }
    read_rights_list(object, scope);
    const std::string publisher = name_in(object, "publisher");
    for (const char* key : {"creditText", "sourceOrganization", "provider"}) {
      if (const std::string value = name_in(object, key); !value.empty() && value != publisher) {
        add(Claim::Kind::credit, value, scope);
      }
    }
    if (const std::string end = value_in(object, "expires"); !end.empty()) {
      Claim& claim = add(Claim::Kind::uses, end, scope);
      claim.why_not = "it says until when the page is offered";
      claim.force = Force::hint;
    }
    if (scope == Scope::document && object.contains("@type")) {
      read_authors(object);
      read_body(object);
    }
  }

  // DataCite's record of a work (schema.datacite.org, property 16): a licence by its address, its
  // identifier, or in words.
  void read_rights_list(const Json& object, Scope scope) {
    const auto list = object.find("rightsList");
    if (list == object.end() || !list->is_array()) {
      return;
    }
    for (std::size_t i = 0; i < std::min(list->size(), kMaxValues); ++i) {
      const Json& rights = (*list)[i];
      if (!rights.is_object()) {
        add(Claim::Kind::text, text_of(rights), scope);
        continue;
      }
      bool named = false;
      for (const char* key : {"rightsUri", "rightsURI", "rightsIdentifier"}) {
        if (const std::string value = value_in(rights, key); !value.empty() && !named) {
          add(Claim::Kind::licence, value, scope);
          named = true;
        }
      }
      if (const std::string value = value_in(rights, "rights"); !value.empty()) {
        add(Claim::Kind::text, value, scope);
      }
    }
  }

  // The article's text, where a script would show it: it begins with a dateline, or ends with a
  // notice, as on the page.
  void read_body(const Json& object) {
    const std::string body = value_in(object, "articleBody");
    const std::string_view begin = std::string_view(body).substr(0, kBodyBegin);
    if (begin.size() == kBodyBegin && text_.find(begin) == std::string_view::npos) {
      add(Claim::Kind::text, body, Scope::document);
    }
  }

  void read_authors(const Json& object) {
    for (const char* key : {"author", "creator"}) {
      const auto found = object.find(key);
      const std::size_t count = found == object.end() ? 0
                                : found->is_array()   ? std::min<std::size_t>(found->size(), 10)
                                                      : 1;
      for (std::size_t i = 0; i < count; ++i) {
        const std::string name = name_of(found->is_array() ? &(*found)[i] : &*found);
        if (!name.empty() && !is_address(name)) {
          add(Claim::Kind::byline, name, Scope::document);
        }
      }
    }
  }

  // A text or number, or the address of an object.
  static std::string value_of(const Json& value) {
    if (!value.is_object()) {
      return text_of(value);
    }
    for (const char* inner : {"url", "@id", "name"}) {
      if (const auto found = value.find(inner); found != value.end() && found->is_string()) {
        return found->get<std::string>();
      }
    }
    return {};
  }

  static std::string value_in(const Json& object, const char* key) {
    const Json* value = first_in(object, key);
    return value == nullptr ? std::string() : value_of(*value);
  }

  // All of a list: a text may be under several licences.
  static std::vector<std::string> values_in(const Json& object, const char* key) {
    std::vector<std::string> values;
    const Json* value = value_at(object, key);
    const std::size_t count = value == nullptr    ? 0
                              : value->is_array() ? std::min(value->size(), kMaxValues)
                                                  : 1;
    for (std::size_t i = 0; i < count; ++i) {
      std::string text = value_of(value->is_array() ? (*value)[i] : *value);
      if (!text.empty()) {
        values.push_back(std::move(text));
      }
    }
    return values;
  }

  std::string name_in(const Json& object, const char* key) const {
    return name_of(first_in(object, key));
  }

  std::string name_of(const Json* value) const {
    if (value != nullptr && value->is_object() && !value->contains("name")) {
      const auto found = ids_.find(text_of(value->value("@id", Json())));
      value = found == ids_.end() ? nullptr : found->second;
    }
    if (value == nullptr) {
      return {};
    }
    return value->is_object() ? text_of(value->value("name", Json())) : text_of(*value);
  }

  static const Json* value_at(const Json& object, const char* key) {
    auto found = object.find(key);
    for (auto at = object.begin(); found == object.end() && at != object.end(); ++at) {
      found = local_name(at.key()) == key ? at : found;
    }
    return found == object.end() ? nullptr : &*found;
  }

  static const Json* first_in(const Json& object, const char* key) {
    const Json* value = value_at(object, key);
    if (value == nullptr || !value->is_array()) {
      return value;
    }
    return value->empty() ? nullptr : &value->front();
  }

  Claim& add(Claim::Kind kind, const std::string& value, Scope scope) {
    Claim& claim = claims_.emplace_back();
    claim.kind = kind;
    claim.value = value;
    claim.scope = scope;
    claim.span = place_of(value);
    return claim;
  }

  // The value as it is written in the script, or the whole script if it is not found.
  [[nodiscard]] Span place_of(const std::string& value) const {
    const std::string_view script = source_.substr(field_.span.begin, field_.span.size());
    const std::string quoted = Json(value).dump(-1, ' ', false, Json::error_handler_t::replace);
    std::size_t at = script.find(quoted);
    std::size_t size = value.size();
    if (at == std::string_view::npos) {
      const std::string ascii = Json(value).dump(-1, ' ', true, Json::error_handler_t::replace);
      at = script.find(ascii);
      size = ascii.size() - 2;
    } else {
      size = quoted.size() - 2;
    }
    if (at == std::string_view::npos) {
      return field_.span;
    }
    return {field_.span.begin + at + 1, field_.span.begin + at + 1 + size};
  }

  std::string_view source_;
  std::string_view text_;
  const Field& field_;
  const Names& ids_;
  std::vector<Claim>& claims_;
};

// The script's JSON; discarded where it is none.
Json parsed(const std::string& script) {
  int depth = 0;
  // Nesting is counted before anything is built: the values are freed by recursion.
  for (const char c : script) {
    depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
    if (depth > 200) {
      return Json::value_t::discarded;
    }
  }
  Json root = Json::parse(script, nullptr, false, true);
  return root.is_discarded() ? Json::parse(repaired_json(script), nullptr, false, true) : root;
}

}  // namespace

void read_json_ld(const Document& document, std::vector<Claim>& claims) {
  std::vector<std::pair<const Field*, Json>> scripts;
  LinkedDataLimit limit;
  for (const Field& field : document.fields) {
    if (field.kind == Field::Kind::json_ld && scripts.size() < kMaxScripts &&
        limit.admits(field.value)) {
      scripts.emplace_back(&field, parsed(field.value));
    }
  }
  Names ids;
  for (const auto& [field, root] : scripts) {
    if (!root.is_discarded()) {
      index_ids(root, 0, ids);
    }
  }
  for (const auto& [field, root] : scripts) {
    if (!root.is_discarded()) {
      LinkedData(document, *field, ids, claims).read(root);
    }
  }
}

}  // namespace imprimatur
