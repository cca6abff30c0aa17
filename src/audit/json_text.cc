#include "audit/json_text.h"

#include "report/json_object.h"

#include <algorithm>

namespace imprimatur::audit {
namespace {

bool is_plain(char c) {
  return c >= ' ' && c < '\x7f' && c != '"' && c != '\\';
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain)) {
    out += '"';
    out += text;
    out += '"';
    return;
  }
  out += json_string(text);
}

void append_string_or_null(std::string& out, std::string_view text) {
  if (text.empty()) {
    out += "null";
  } else {
    append_string(out, text);
  }
}

std::string& ObjectWriter::key(std::string_view name) {
  out_ += first_ ? "\"" : ",\"";
  first_ = false;
  out_ += name;  // keys are ours: nothing to escape
  out_ += "\":";
  return out_;
}

}  // namespace imprimatur::audit
