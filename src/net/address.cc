#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

namespace imprimatur {
namespace {

struct Range4 {
  std::uint32_t base;
  int bits;
  std::string_view kind;
};

constexpr std::uint32_t v4(unsigned a, unsigned b, unsigned c, unsigned d) {
  return a << 24U | b << 16U | c << 8U | d;
}

constexpr std::array kRanges4 = {
    Range4{v4(0, 0, 0, 0), 8, "unspecified"},
    Range4{v4(10, 0, 0, 0), 8, "private"},
    Range4{v4(100, 64, 0, 0), 10, "private"},
    Range4{v4(127, 0, 0, 0), 8, "loopback"},
    Range4{v4(169, 254, 0, 0), 16, "link-local"},
    Range4{v4(172, 16, 0, 0), 12, "private"},
    Range4{v4(192, 0, 0, 0), 24, "reserved"},
    Range4{v4(192, 0, 2, 0), 24, "reserved"},
    Range4{v4(192, 88, 99, 0), 24, "reserved"},
    Range4{v4(192, 168, 0, 0), 16, "private"},
    Range4{v4(198, 18, 0, 0), 15, "reserved"},
    Range4{v4(198, 51, 100, 0), 24, "reserved"},
    Range4{v4(203, 0, 113, 0), 24, "reserved"},
    Range4{v4(224, 0, 0, 0), 4, "multicast"},
    Range4{v4(240, 0, 0, 0), 4, "reserved"},
};

std::string_view kind4(std::uint32_t address) {
  for (const Range4& range : kRanges4) {
    if ((address ^ range.base) >> (32 - range.bits) == 0) {
      return range.kind;
    }
  }
  return {};
}

std::uint32_t number4(const unsigned char* bytes) {
  return v4(bytes[0], bytes[1], bytes[2], bytes[3]);
}

bool begins(const unsigned char* bytes, std::initializer_list<unsigned> prefix) {
  for (const unsigned byte : prefix) {
    if (*bytes++ != byte) {
      return false;
    }
  }
  return true;
}

std::string_view kind6(const unsigned char* b) {
  const bool zeros = begins(b, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
  if (zeros && ((b[10] == 0xFF && b[11] == 0xFF) || (b[10] == 0 && b[11] == 0))) {
    const std::uint32_t inner = number4(b + 12);
    if (b[10] == 0 && inner == 1) {
      return "loopback";
    }
    return kind4(inner);  // an IPv4 address in IPv6 clothes; "::" is 0.0.0.0
  }
  if (begins(b, {0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) {
    return kind4(number4(b + 12));  // behind a translator
  }
  if ((b[0] & 0xFEU) == 0xFC) {
    return "private";
  }
  if (b[0] == 0xFE && (b[1] & 0xC0U) == 0x80) {
    return "link-local";
  }
  if (b[0] == 0xFE && (b[1] & 0xC0U) == 0xC0) {
    return "private";
  }
  if (b[0] == 0xFF) {
    return "multicast";
  }
  if (begins(b, {0x20, 0x02})) {
    return kind4(number4(b + 2));
  }
  const bool special =
      begins(b, {0x20, 0x01, 0x0D, 0xB8}) || (begins(b, {0x20, 0x01}) && (b[2] & 0xFEU) == 0);
  return (b[0] & 0xE0U) != 0x20 || special ? "reserved" : "";
}

}  // namespace

std::string_view why_not_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return kind4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family == AF_INET6) {
    sockaddr_in6 in{};
    std::memcpy(&in, &address, sizeof in);
    return kind6(in.sin6_addr.s6_addr);
  }
  return "unknown";
}

std::string_view why_not_public(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    in6_addr in{};
    const std::string text(host.substr(1, host.size() - 2));
    return inet_pton(AF_INET6, text.c_str(), &in) == 1 ? kind6(in.s6_addr) : "unknown";
  }
  while (host.ends_with('.')) {
    host.remove_suffix(1);
  }
  in_addr in{};
  if (inet_aton(std::string(host).c_str(), &in) == 1) {
    return kind4(ntohl(in.s_addr));
  }
  return host == "localhost" || host.ends_with(".localhost") ? "loopback" : "";
}

}  // namespace imprimatur
