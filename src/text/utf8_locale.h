// Utf8Locale: while it lives, the C library takes names for UTF-8 on this thread, whatever the
// environment says. libarchive asks it before it gives a name that a zip says is UTF-8, and without
// it gives none. Nothing else depends on the locale. Where the system has no such locale, nothing
// changes.
#ifndef IMPRIMATUR_TEXT_UTF8_LOCALE_H_
#define IMPRIMATUR_TEXT_UTF8_LOCALE_H_

#include <locale.h>

namespace imprimatur {

class Utf8Locale {
 public:
  Utf8Locale() : utf8_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (utf8_ != nullptr) {
      before_ = ::uselocale(utf8_);
    }
  }
  ~Utf8Locale() {
    if (utf8_ != nullptr) {
      ::uselocale(before_);
      ::freelocale(utf8_);
    }
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t utf8_;
  locale_t before_ = nullptr;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_TEXT_UTF8_LOCALE_H_
