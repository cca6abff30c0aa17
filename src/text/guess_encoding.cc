// Guesses the encoding of bytes that are not UTF-8.
#include "text/encodings.h"

#include <uchardet.h>

#include <memory>

namespace imprimatur {

namespace {

struct DetectorCloser {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

std::string ask_uchardet(std::string_view sample) {
  const std::unique_ptr<uchardet, DetectorCloser> detector(uchardet_new());
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) {
    return {};
  }
  uchardet_data_end(detector.get());
  return encoding_for_label(uchardet_get_charset(detector.get()));
}

}  // namespace

std::string guess_encoding(std::string_view bytes) {
  const std::string guess = ask_uchardet(bytes.substr(0, 65536));
  return guess.empty() || guess.starts_with("utf") ? "windows-1252" : guess;
}

}  // namespace imprimatur
