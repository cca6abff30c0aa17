#include "signals/json_repair.h"

#include <algorithm>

namespace imprimatur {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f';
}

// From the first bracket to the last: what stands around is no JSON (CDATA, comments, ";").
std::string_view without_wrapping(std::string_view written) {
  std::size_t begin = written.find_first_of("{[");
  if (const std::size_t mark = written.find("<![CDATA["); mark < begin) {
    begin = written.find_first_of("{[", mark + 9);
  }
  if (begin == std::string_view::npos) {
    return {};
  }
  std::size_t end = written.find_last_of("}]");
  if (const std::size_t mark = written.rfind("]]>");
      mark != std::string_view::npos && mark > begin && end != std::string_view::npos &&
      end <= mark + 1) {
    end = written.substr(0, mark).find_last_of("}]");
  }
  return end == std::string_view::npos || end < begin ? std::string_view()
                                                      : written.substr(begin, end + 1 - begin);
}

class Repairer {
 public:
  explicit Repairer(std::string_view json) : json_(json) { out_.reserve(json.size() + 16); }

  std::string run() {
    for (const char c : json_) {
      if (in_string_) {
        inside(c);
      } else if (!is_blank(c)) {
        outside(c);
      } else {
        out_ += ' ';
      }
    }
    return std::move(out_);
  }

 private:
  void inside(char c) {
    if (static_cast<unsigned char>(c) < 0x20) {
      out_ += ' ';
      return;
    }
    out_ += c;
    if (escaped_) {
      escaped_ = false;
    } else if (c == '\\') {
      escaped_ = true;
    } else if (c == '"') {
      in_string_ = false;
      last_ = '"';
    }
  }

  void outside(char c) {
    const bool begins = c == '"' || c == '{' || c == '[';
    const bool ended = last_ == '"' || last_ == '}' || last_ == ']';
    if (begins && ended) {
      out_ += ',';
    }
    if ((c == '}' || c == ']') && last_ == ',') {
      out_.resize(out_.find_last_of(','));
    }
    if (c == ',' && (last_ == ',' || last_ == '{' || last_ == '[')) {
      return;
    }
    in_string_ = c == '"';
    last_ = c;
    out_ += c;
  }

  std::string_view json_;
  std::string out_;
  bool in_string_ = false;
  bool escaped_ = false;
  char last_ = '\0';
};

}  // namespace

std::string repaired_json(std::string_view written) {
  return Repairer(without_wrapping(written)).run();
}

}  // namespace imprimatur
