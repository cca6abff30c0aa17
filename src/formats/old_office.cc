#include "formats/old_office.h"

#include "formats/registry.h"

#include <array>
#include <map>
#include <string>

namespace imprimatur {
namespace {

using namespace std::string_view_literals;

struct Kind {
  std::string_view stream;  // whose name tells what it is
  std::string_view advice;
};
constexpr std::array kKinds = {
    Kind{"EncryptedPackage"sv, "protected by a password: save it without one"sv},
    Kind{
        "__properties_version1.0"sv,
        "an Outlook message (.msg), which is not read: save it as .eml, or drag it out of the mail "
        "program as text"sv},
    Kind{"WordDocument"sv, "an old Word document (.doc), which is not read: save it as .docx"sv},
    Kind{"Workbook"sv, "an old Excel file (.xls), which is not read: save it as .xlsx"sv},
    Kind{"Book"sv, "an old Excel file (.xls), which is not read: save it as .xlsx"sv},
    Kind{"PowerPoint Document"sv,
         "an old PowerPoint file (.ppt), which is not read: save it as .pptx"sv},
};

// Names in the directory are UTF-16 with a NUL behind them.
std::string as_stored(std::string_view name) {
  std::string stored;
  for (const char c : name) {
    stored += c;
    stored += '\0';
  }
  return stored + std::string(2, '\0');
}

class OldOfficeReader : public Reader {
 public:
  Result<void> read(std::string_view bytes,
                    const ReadOptions& options,
                    const DocumentSink& sink) override {
    if (is_compound_file(bytes)) {
      return fail(ErrorCode::unsupported, advice_on_compound_file(bytes));
    }
    ReadOptions content = options;
    content.name = {};
    content.media_type = {};
    const Format& format = detect_format(bytes, content);
    std::unique_ptr<Reader>& reader = readers_[&format];
    if (!reader) {
      reader = format.make();
    }
    return reader->read(bytes, content, sink);
  }

 private:
  std::map<const Format*, std::unique_ptr<Reader>> readers_;
};

}  // namespace

std::string advice_on_compound_file(std::string_view bytes) {
  for (const Kind& kind : kKinds) {
    if (bytes.find(as_stored(kind.stream)) != std::string_view::npos) {
      return std::string(kind.advice);
    }
  }
  return "protected by a password, or an old Office document: save it as .docx without one";
}

std::unique_ptr<Reader> make_old_office_reader() {
  return std::make_unique<OldOfficeReader>();
}

bool is_compound_file(std::string_view head) {
  return head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv);
}

}  // namespace imprimatur
