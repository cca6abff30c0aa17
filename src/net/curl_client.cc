#include "net/curl_client.h"

#include "net/address.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace imprimatur {
namespace {

constexpr std::size_t kMaxHeaderBytes = std::size_t{256} << 10U;

// The library's functions, found when the first address is asked for: who reads no address pays
// nothing for it, and the program starts on machines without it. It stays loaded to the end.
struct Library {
  decltype(&curl_easy_init) init = nullptr;
  decltype(&curl_easy_cleanup) cleanup = nullptr;
  decltype(&curl_easy_reset) reset = nullptr;
  decltype(&curl_easy_setopt) setopt = nullptr;
  decltype(&curl_easy_perform) perform = nullptr;
  decltype(&curl_easy_getinfo) getinfo = nullptr;
  decltype(&curl_easy_strerror) strerror = nullptr;
  decltype(&curl_slist_append) append = nullptr;
  decltype(&curl_slist_free_all) free_all = nullptr;

  bool load() {
    for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"}) {
      void* handle = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
      if (handle != nullptr && find(handle)) {
        return true;
      }
    }
    return false;
  }

 private:
  template <typename F>
  static bool take(void* handle, const char* name, F& function) {
    function = reinterpret_cast<F>(::dlsym(handle, name));
    return function != nullptr;
  }
  bool find(void* handle) {
    return take(handle, "curl_easy_init", init) && take(handle, "curl_easy_cleanup", cleanup) &&
           take(handle, "curl_easy_reset", reset) && take(handle, "curl_easy_setopt", setopt) &&
           take(handle, "curl_easy_perform", perform) &&
           take(handle, "curl_easy_getinfo", getinfo) &&
           take(handle, "curl_easy_strerror", strerror) &&
           take(handle, "curl_slist_append", append) &&
           take(handle, "curl_slist_free_all", free_all);
  }
};

struct HandleEnd {
  decltype(&curl_easy_cleanup) cleanup = nullptr;
  void operator()(CURL* curl) const { cleanup(curl); }
};
struct ListEnd {
  decltype(&curl_slist_free_all) free_all = nullptr;
  void operator()(curl_slist* list) const { free_all(list); }
};

// What the callbacks of one request share.
struct Transfer {
  HttpResponse response;
  std::size_t max_bytes = 0;
  std::size_t header_bytes = 0;
  bool any_address = false;  // the proxy's, or all are allowed
  bool too_large = false;
  std::string_view refused;  // the kind of an address that was not asked
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view line(data, size * count);
  transfer.header_bytes += line.size();
  if (transfer.header_bytes > kMaxHeaderBytes) {
    transfer.too_large = true;
    return 0;
  }
  if (line.starts_with("HTTP/")) {
    transfer.response.headers.clear();  // of an interim answer, or a proxy's
    return line.size();
  }
  const std::size_t colon = line.find(':');
  if (colon != std::string_view::npos && colon > 0) {
    transfer.response.headers.emplace_back(trimmed(line.substr(0, colon)),
                                           trimmed(line.substr(colon + 1)));
  }
  return line.size();
}

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t bytes = size * count;
  if (bytes > transfer.max_bytes - transfer.response.body.size()) {
    transfer.too_large = true;
    return 0;
  }
  transfer.response.body.append(data, bytes);
  return bytes;
}

// Called with the address that a connection is about to be made to: nothing can change between
// this look and the connection.
curl_socket_t open_socket(void* user, curlsocktype /*purpose*/, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(user);
  if (!transfer.any_address) {
    const std::string_view kind = why_not_public(address->addr);
    if (!kind.empty()) {
      transfer.refused = kind;
      return CURL_SOCKET_BAD;
    }
  }
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int close_socket(void* /*user*/, curl_socket_t socket) {
  return ::close(socket);
}

std::string refusal(const Url& url, std::string_view kind) {
  const std::string_view article = kind.starts_with("un") ? "an " : "a ";
  return "'" + url.host + "' is at " + std::string(article) + std::string(kind) +
         " address, which is not asked; --allow-private-network permits it";
}

HttpFailure failure_of(CURLcode code,
                       const std::string& more,
                       const Transfer& transfer,
                       const Url& url) {
  if (!transfer.refused.empty()) {
    return {{ErrorCode::unreadable, refusal(url, transfer.refused)}, false};
  }
  if (transfer.too_large) {
    return {{ErrorCode::limit,
             "the answer has more than " + std::to_string(transfer.max_bytes) + " bytes"},
            false};
  }
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {{ErrorCode::not_found, "no such host: '" + url.host + "'"}, false};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {{ErrorCode::unreadable, "the proxy's host is not known: " + more}, false};
    case CURLE_OPERATION_TIMEDOUT:
      return {{ErrorCode::unreadable, "no complete answer in time (--timeout): " + more}, false};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return {{ErrorCode::unreadable, "its certificate cannot be trusted: " + more}, false};
    case CURLE_PARTIAL_FILE:
      return {{ErrorCode::unreadable, "the answer is shorter than the server said: " + more}, true};
    case CURLE_BAD_CONTENT_ENCODING:
      return {{ErrorCode::unreadable, "the answer cannot be decompressed: " + more}, false};
    case CURLE_COULDNT_CONNECT:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2_STREAM:
      return {{ErrorCode::unreadable, more}, true};
    default:
      return {{ErrorCode::unreadable, more}, false};
  }
}

class CurlClient final : public HttpClient {
 public:
  explicit CurlClient(HttpClientOptions options) : options_(std::move(options)) {}

  tl::expected<HttpResponse, HttpFailure> get(const HttpRequest& request) override {
    if (!curl_ && !start()) {
      return tl::unexpected<HttpFailure>(
          {{ErrorCode::unsupported, "web addresses need libcurl (Debian: libcurl4)"}, false});
    }
    Transfer transfer;
    transfer.max_bytes = options_.max_bytes;
    const std::string proxy = proxy_for(options_.proxy, request.url);
    const std::string_view kind = why_not_public(std::string_view(request.url.host));
    if (!kind.empty() && !options_.private_network) {
      return tl::unexpected<HttpFailure>(
          {{ErrorCode::unreadable, refusal(request.url, kind)}, false});
    }
    transfer.any_address = options_.private_network || !proxy.empty();
    std::array<char, CURL_ERROR_SIZE> detail{};
    const std::string address = request.url.text();
    const auto headers = header_list(request);
    set_up(transfer, proxy);
    set(CURLOPT_URL, address.c_str());
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_ERRORBUFFER, detail.data());
    const CURLcode code = library_.perform(curl_.get());
    long status = 0;
    library_.getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
    library_.reset(curl_.get());  // it must not keep what ends here
    if (code != CURLE_OK) {
      const std::string more = detail[0] == '\0' ? library_.strerror(code) : detail.data();
      return tl::unexpected<HttpFailure>(failure_of(code, more, transfer, request.url));
    }
    transfer.response.status = static_cast<int>(status);
    return std::move(transfer.response);
  }

 private:
  bool start() {
    if (library_.init == nullptr && !library_.load()) {
      return false;
    }
    curl_ = {library_.init(), HandleEnd{library_.cleanup}};
    return curl_ != nullptr;
  }

  template <typename T>
  void set(CURLoption option, T value) {
    static_cast<void>(library_.setopt(curl_.get(), option, value));
  }

  [[nodiscard]] std::unique_ptr<curl_slist, ListEnd> header_list(const HttpRequest& request) const {
    curl_slist* list = library_.append(
        nullptr, "Accept: text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5");
    for (const auto& [name, value] : request.headers) {
      list = library_.append(list, (name + ": " + value).c_str());
    }
    return {list, ListEnd{library_.free_all}};
  }

  void set_up(Transfer& transfer, const std::string& proxy) {
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USERAGENT, options_.user_agent.c_str());
    set(CURLOPT_ACCEPT_ENCODING, "");
    // An empty proxy keeps the library from looking for one by itself.
    set(CURLOPT_PROXY, proxy.c_str());
    set(CURLOPT_NOPROXY, "");
    set(CURLOPT_TIMEOUT_MS, long{options_.timeout.count()});
    set(CURLOPT_CONNECTTIMEOUT_MS, long{options_.connect_timeout.count()});
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!options_.certificates.empty()) {
      set(CURLOPT_CAINFO, options_.certificates.c_str());
    }
    set(CURLOPT_HEADERFUNCTION, &take_header);
    set(CURLOPT_HEADERDATA, &transfer);
    set(CURLOPT_WRITEFUNCTION, &take_body);
    set(CURLOPT_WRITEDATA, &transfer);
    set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set(CURLOPT_OPENSOCKETDATA, &transfer);
    set(CURLOPT_CLOSESOCKETFUNCTION, &close_socket);
  }

  HttpClientOptions options_;
  Library library_;
  std::unique_ptr<CURL, HandleEnd> curl_;
};

bool is_excepted(std::string_view entry, std::string_view host) {
  if (entry == "*") {
    return true;
  }
  while (entry.starts_with('.')) {
    entry.remove_prefix(1);
  }
  return !entry.empty() && (host == entry || (host.size() > entry.size() && host.ends_with(entry) &&
                                              host[host.size() - entry.size() - 1] == '.'));
}

}  // namespace

std::string proxy_for(const ProxySettings& settings, const Url& url) {
  std::string_view host = url.host;
  if (host.starts_with('[')) {
    host = host.substr(1, host.size() - 2);
  }
  std::string_view rest = settings.none_for;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(", "), rest.size());
    if (is_excepted(rest.substr(0, end), host)) {
      return {};
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return url.scheme == "https" ? settings.https : settings.http;
}

std::unique_ptr<HttpClient> make_http_client(HttpClientOptions options) {
  return std::make_unique<CurlClient>(std::move(options));
}

}  // namespace imprimatur
