#include "formats/c2pa.h"

#include "formats/ascii.h"
#include "formats/image_fields.h"
#include "formats/json_tree.h"
#include "text/decode.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxFields = 200;

// Names in assertions of metadata -> what fields call them.
struct Property {
  std::string_view name;
  std::string_view field;
};
constexpr std::array kProperties = {
    Property{"dc:rights", "copyrightnotice"},
    Property{"dc:creator", "creator"},
    Property{"photoshop:Credit", "credit"},
    Property{"photoshop:Source", "source"},
    Property{"photoshop:Instructions", "instructions"},
    Property{"xmpRights:UsageTerms", "usageterms"},
    Property{"xmpRights:WebStatement", "webstatement"},
    Property{"plus:DataMining", "datamining"},
    Property{"plus:OtherConstraints", "otherconstraints"},
};

bool is_entry(std::string_view name) {
  return lists_word(
      "c2pa.data_mining c2pa.ai_inference c2pa.ai_generative_training c2pa.ai_training "
      "cawg.data_mining cawg.ai_inference cawg.ai_generative_training "
      "cawg.ai_training",
      name);
}

class Report {
 public:
  explicit Report(Document& document) : document_(document) {}

  // All of a manifest: where entries stand has changed from version to version.
  void visit(const JsonNode& node) {
    for (const auto& member : node.members()) {
      visit(member.first, member.second);
    }
    for (const JsonNode& item : node.items()) {
      visit(item);
    }
  }

 private:
  void visit(const std::string& name, const JsonNode& value) {
    const auto* property = std::find_if(kProperties.begin(),
                                        kProperties.end(),
                                        [&](const Property& row) { return row.name == name; });
    if (is_entry(name)) {
      const std::optional<JsonNode> use =
          value.kind() == JsonNode::Kind::object ? value.find("use") : value;
      if (use) {
        add(name, *use);
      }
    } else if (property != kProperties.end()) {
      add_all(property->field, value);
    } else {
      visit(value);
    }
  }

  // A text, a list of them, or one in each language.
  void add_all(std::string_view name, const JsonNode& value) {
    add(name, value);
    for (const JsonNode& item : value.items()) {
      add(name, item);
    }
    for (const auto& language : value.members()) {
      add(name, language.second);
    }
  }

  void add(std::string_view name, const JsonNode& value) {
    if (!value.is_string() || document_.fields.size() >= kMaxFields) {
      return;
    }
    const WrittenText text = value.text();
    if (trim_blanks(text.str()).empty()) {
      return;
    }
    Field field;
    field.kind = Field::Kind::property;
    field.name = name;
    field.value = text.str();
    field.span = value.span();
    document_.fields.push_back(std::move(field));
  }

  Document& document_;
};

// The manifest that speaks of the file as it is; the others are of what it was made from.
std::optional<JsonNode> active_manifest(const JsonNode& root) {
  const std::optional<JsonNode> manifests = root.find("manifests");
  if (!manifests) {
    return std::nullopt;
  }
  if (const std::optional<JsonNode> active = root.find("active_manifest")) {
    if (const std::optional<JsonNode> named = manifests->find(active->text().str())) {
      return named;
    }
  }
  std::optional<JsonNode> last;
  for (const auto& [name, manifest] : manifests->members()) {
    last = manifest;
  }
  for (const JsonNode& manifest : manifests->items()) {
    last = manifest;
  }
  return last;
}

// A manifest kept beside its file: JUMBF boxes.
bool is_sidecar(std::string_view head) {
  return head.substr(0, 8).ends_with("jumb");
}

class C2paReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    if (is_sidecar(bytes)) {
      Document document;
      document.media_type = "application/c2pa";
      document.encoding.clear();
      document.source = bytes;
      document.lines_of_text = true;
      document.picture = true;
      ImageFields(bytes, document).read_c2pa({0, bytes.size()});
      static_cast<void>(sink(document));
      return {};
    }
    return read_report(bytes, options, sink);
  }

 private:
  static Result<void> read_report(std::string_view bytes,
                                  const ReadOptions& options,
                                  const DocumentSink& sink) {
    IMPRIMATUR_TRY(const Decoded decoded, decode(bytes, options.declared_encoding));
    const JsonText json = parse_json(decoded.text);
    const std::optional<JsonNode> manifest =
        json.values.empty() ? std::nullopt : active_manifest(json.values.front());
    if (!manifest) {
      return json.error ? tl::unexpected<Error>(*json.error)
                        : fail(ErrorCode::unsupported, "no C2PA report: it holds no \"manifests\"");
    }
    Document document;
    document.media_type = "application/json";
    document.encoding = decoded.encoding;
    document.source = decoded.text;
    document.source_map = &decoded.map;
    document.picture = true;
    document.error = json.error;
    Report(document).visit(*manifest);
    static_cast<void>(sink(document));
    return {};
  }
};

}  // namespace

std::unique_ptr<Reader> make_c2pa_reader() {
  return std::make_unique<C2paReader>();
}

bool is_c2pa(std::string_view head) {
  if (is_sidecar(head)) {
    return true;
  }
  return trim_blanks(head).starts_with('{') &&
         (head.find("\"active_manifest\"") != std::string_view::npos ||
          (head.find("\"manifests\"") != std::string_view::npos &&
           head.find("\"claim_generator") != std::string_view::npos));
}

}  // namespace imprimatur
