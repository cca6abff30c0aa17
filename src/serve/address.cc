// Addresses to listen at.
#include "net/address.h"

#include "serve/server.h"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>

namespace imprimatur::serve {
namespace {

constexpr int kBacklog = 512;

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

Result<std::uint16_t> port_of(const std::string& text, const std::string& digits) {
  std::uint16_t port = 0;
  const char* const end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, port);
  if (digits.empty() || parsed.ec != std::errc() || parsed.ptr != end) {
    return fail(ErrorCode::usage,
                fmt::format("'{}' has no port from 0 to 65535; write it as 127.0.0.1:8765", text));
  }
  return port;
}

std::uint16_t port_that_it_got(int descriptor) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  if (::getsockname(descriptor, reinterpret_cast<sockaddr*>(&bound), &size) != 0) {
    return 0;
  }
  return ntohs(bound.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&bound)->sin6_port
                                           : reinterpret_cast<sockaddr_in*>(&bound)->sin_port);
}

}  // namespace

Result<Address> parse_address(const std::string& text, const Address& usual) {
  Address address = usual;
  std::string port;
  bool has_port = false;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    const bool more = end != std::string::npos && end + 1 < text.size();
    if (end == std::string::npos || (more && text[end + 1] != ':')) {
      return fail(ErrorCode::usage, fmt::format("'{}' is no address such as [::1]:8765", text));
    }
    address.host = text.substr(1, end - 1);
    has_port = more;
    port = more ? text.substr(end + 2) : std::string();
  } else {
    const std::size_t colon = text.find(':');
    if (colon != text.rfind(':')) {
      return fail(ErrorCode::usage,
                  fmt::format("'{}' has several colons; write an IPv6 address as [::1]", text));
    }
    const std::string host = text.substr(0, colon);
    address.host = host.empty() ? usual.host : host;
    has_port = colon != std::string::npos;
    port = has_port ? text.substr(colon + 1) : std::string();
  }
  if (has_port) {
    IMPRIMATUR_TRY(address.port, port_of(text, port));
  }
  return address;
}

std::string text_of(const Address& address) {
  const bool brackets = address.host.find(':') != std::string::npos;
  return fmt::format(
      "{}{}{}:{}", brackets ? "[" : "", address.host, brackets ? "]" : "", address.port);
}

Result<Listener> listen_at(const Address& address) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const int wrong =
      ::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &hints, &list);
  const std::unique_ptr<addrinfo, FreeAddresses> found(list);
  if (wrong != 0) {
    return fail(ErrorCode::usage,
                fmt::format("cannot listen at '{}': {}; give an address of this machine",
                            address.host,
                            ::gai_strerror(wrong)));
  }
  Listener listener;
  listener.address = address;
  listener.loopback = why_not_public(*found->ai_addr) == "loopback";
  listener.descriptor = ::socket(
      found->ai_family, found->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, found->ai_protocol);
  const int yes = 1;
  const bool good =
      listener.descriptor >= 0 &&
      ::setsockopt(listener.descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
      ::bind(listener.descriptor, found->ai_addr, found->ai_addrlen) == 0 &&
      ::listen(listener.descriptor, kBacklog) == 0;
  if (!good) {
    const int reason = errno;
    if (listener.descriptor >= 0) {
      (void)::close(listener.descriptor);
    }
    return fail(ErrorCode::unreadable,
                fmt::format("cannot listen at {}: {}{}",
                            text_of(address),
                            std::strerror(reason),
                            reason == EADDRINUSE ? "; choose another with --port, 0 for any" : ""));
  }
  listener.address.port = port_that_it_got(listener.descriptor);
  return listener;
}

}  // namespace imprimatur::serve
