// Days and times of rights fields. Private to the signals layer. Pure.
#ifndef IMPRIMATUR_SIGNALS_ISO_TIME_H_
#define IMPRIMATUR_SIGNALS_ISO_TIME_H_

#include <string>
#include <string_view>

namespace imprimatur {

// ISO 8601 in any of its common spellings ("20261130T120000+0100", "2026-11-30T12:00:00.000Z",
// "2026-11-30 12:00", "2026-11-30") as "2026-11-30T11:00:00Z", or a day alone. A time without zone
// is taken for UTC. Empty: it is none.
[[nodiscard]] std::string iso_time(std::string_view text);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_ISO_TIME_H_
