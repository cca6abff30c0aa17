// Which network addresses belong to the public internet. Others (this machine, the local network,
// the metadata services of clouds) are not asked unless the user allows it: a page must not be able
// to make the program read what only its user can reach. Pure; thread-safe.
#ifndef IMPRIMATUR_NET_ADDRESS_H_
#define IMPRIMATUR_NET_ADDRESS_H_

#include <string_view>

struct sockaddr;

namespace imprimatur {

// "loopback", "private", "link-local" and so on by the IANA special-purpose registries (RFC 6890);
// empty for a public address. An address of no internet family is "unknown".
[[nodiscard]] std::string_view why_not_public(const sockaddr& address);

// The same for a host that is an address as people write it, also as number ("0x7f.1", "[::1]");
// empty for names, but for those that mean this machine.
[[nodiscard]] std::string_view why_not_public(std::string_view host);

}  // namespace imprimatur

#endif  // IMPRIMATUR_NET_ADDRESS_H_
