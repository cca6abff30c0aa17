#include "formats/book.h"

#include "formats/ascii.h"
#include "formats/html.h"
#include "formats/package.h"
#include "formats/zoned_text.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxChapters = 10'000;
constexpr std::string_view kContainer = "META-INF/container.xml";
constexpr std::string_view kEncryption = "META-INF/encryption.xml";

// Addresses in a package are relative to the file that they stand in.
std::string resolve(std::string_view base, std::string_view address) {
  address = address.substr(0, address.find('#'));
  std::string decoded;
  for (std::size_t i = 0; i < address.size(); ++i) {
    unsigned value = 0;
    const bool escaped =
        address[i] == '%' && i + 2 < address.size() &&
        std::from_chars(address.data() + i + 1, address.data() + i + 3, value, 16).ptr ==
            address.data() + i + 3;
    decoded += escaped ? static_cast<char>(value) : address[i];
    i += escaped ? 2U : 0U;
  }
  std::string path = decoded.starts_with('/')
                         ? decoded.substr(1)
                         : std::string(base.substr(0, base.find_last_of('/') + 1)) + decoded;
  for (std::size_t up = 0; (up = path.find("/../")) != std::string::npos;) {
    const std::size_t slash = up == 0 ? std::string::npos : path.rfind('/', up - 1);
    path.erase(slash == std::string::npos ? 0 : slash + 1,
               up + 4 - (slash == std::string::npos ? 0 : slash + 1));
  }
  return path;
}

class Addresses : public XmlHandler {
 public:
  void start(const XmlElement& element) override {
    if (element.name == "rootfile" && package.empty()) {
      package = element.value("full-path");
    } else if (element.name == "item") {
      items.emplace(element.value("id"), element.value("href"));
    } else if (element.name == "itemref" && spine.size() < kMaxChapters) {
      spine.emplace_back(element.value("idref"));
    } else if (element.name == "CipherReference") {
      encrypted.emplace_back(element.value("URI"));
    }
  }
  void end(const XmlElement& /*element*/) override {}
  void text(std::string_view /*value*/, Span /*written*/) override {}

  std::string package;
  std::map<std::string, std::string> items;  // of the manifest: id -> address
  std::vector<std::string> spine;            // ids in reading order
  std::vector<std::string> encrypted;
};

bool is_wanted(std::string_view name) {
  const std::string low = ascii_lower(name);
  return name == kContainer || name == kEncryption || low.ends_with(".opf") ||
         low.ends_with("html") || low.ends_with(".htm") || low.ends_with(".xml");
}

class BookReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    IMPRIMATUR_TRY(Package package, Package::open(bytes, options, is_wanted));
    Addresses addresses;
    if (const std::string* container = package.find(std::string(kContainer))) {
      static_cast<void>(parse_xml(*container, addresses));
    }
    const std::string* opf = package.find(addresses.package);
    if (opf == nullptr) {
      return fail(ErrorCode::unreadable, "no EPUB: it does not say where its package file is");
    }
    if (Result<void> done = parse_xml(*opf, addresses); !done) {
      return fail(done.error().code, "the EPUB's package file: " + done.error().message);
    }
    if (const std::string* locks = package.find(std::string(kEncryption))) {
      static_cast<void>(parse_xml(*locks, addresses));
    }
    Document document;
    document.lines_of_text = true;
    document.media_type = "application/epub+zip";
    std::vector<Chapter> chapters = place_chapters(package, addresses, document);
    if (document.error && document.error->code == ErrorCode::unreadable && chapters.empty()) {
      return tl::unexpected<Error>(*document.error);
    }
    const auto opf_place = package.place(addresses.package);
    document.source = package.source();
    ZonedText text(document.source);
    for (const Chapter& chapter : chapters) {
      add(chapter, text, document);
    }
    read_properties(*opf, opf_place.value_or(0), document);
    text.finish(document);
    static_cast<void>(sink(document));
    return {};
  }

 private:
  struct Chapter {
    std::string name;
    std::size_t begin;
    std::size_t size;
  };

  static std::vector<Chapter> place_chapters(Package& package,
                                             const Addresses& addresses,
                                             Document& document) {
    std::vector<Chapter> chapters;
    std::set<std::string> names;
    for (const std::string& id : addresses.spine) {
      const auto item = addresses.items.find(id);
      if (item == addresses.items.end()) {
        continue;
      }
      const std::string name = resolve(addresses.package, item->second);
      // A book names each chapter once; many times over, a small one would fill memory.
      if (!names.insert(name).second) {
        continue;
      }
      if (std::find(addresses.encrypted.begin(), addresses.encrypted.end(), name) !=
          addresses.encrypted.end()) {
        document.error =
            Error{ErrorCode::unreadable,
                  "chapter '" + name + "' is encrypted: it needs its seller's program"};
        continue;
      }
      const std::size_t before = package.source().size();
      if (const auto begin = package.place(name)) {
        chapters.push_back({name, *begin, package.source().size() - before});
      } else if (is_wanted(name)) {
        document.error =
            Error{ErrorCode::unreadable, "chapter '" + name + "' is missing in the EPUB"};
      }
    }
    return chapters;
  }

  void add(const Chapter& chapter, ZonedText& text, Document& document) {
    ReadOptions options;
    options.declared_encoding = "utf-8";
    const auto read = page_reader_->read(
        document.source.substr(chapter.begin, chapter.size), options, [&](const Document& page) {
          text.append(page, chapter.begin, chapter.size);
          return true;
        });
    if (!read) {
      document.error =
          Error{read.error().code, "chapter '" + chapter.name + "': " + read.error().message};
    }
  }

  std::unique_ptr<Reader> page_reader_ = make_html_reader();
};

}  // namespace

std::unique_ptr<Reader> make_book_reader() {
  return std::make_unique<BookReader>();
}

bool is_book(std::string_view head) {
  return head.starts_with("PK\3\4") && head.size() > 30 &&
         head.substr(30).starts_with("mimetypeapplication/epub+zip");
}

}  // namespace imprimatur
