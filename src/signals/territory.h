// Countries as rights expressions write them. Private to the signals layer. Pure.
#ifndef IMPRIMATUR_SIGNALS_TERRITORY_H_
#define IMPRIMATUR_SIGNALS_TERRITORY_H_

#include <string>
#include <string_view>

namespace imprimatur {

// "http://cvx.iptc.org/iso3166-1a3:DEU", "iso3166-1a2:DE", ".../tML-ISO-3166:it" -> ISO 3166-1
// alpha-2, upper case. What is no code of a country comes back as it is, upper case, and is never
// two letters long.
[[nodiscard]] std::string territory_code(std::string_view written);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_TERRITORY_H_
