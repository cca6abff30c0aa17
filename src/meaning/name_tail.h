// What belongs to the end of a name though its shape ends in front of it: words written small, a
// bracket, a legal form in pieces. Pure; thread-safe. Private to the meaning layer.
#ifndef IMPRIMATUR_MEANING_NAME_TAIL_H_
#define IMPRIMATUR_MEANING_NAME_TAIL_H_

#include "meaning/name_words.h"
#include "meaning/party_name.h"

#include <string_view>

namespace imprimatur {

// `name` ends at name.end of `written` and gets what follows it there, if anything does.
void add_tail(UnknownName& name,
              const NameWords& names,
              std::string_view written,
              const NamePlace& place);

// Takes off what only looks like the name's end: "Tanaka-san", "Bay Weekly I All rights reserved".
void trim_tail(UnknownName& name, const NameWords& names, std::string_view written);

}  // namespace imprimatur

#endif  // IMPRIMATUR_MEANING_NAME_TAIL_H_
