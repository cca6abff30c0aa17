#include "net/fetcher.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool is_busy(int status) {
  return status == 429 || status == 502 || status == 503 || status == 504;
}

// Seconds of Retry-After; its form as a date is not waited for.
std::optional<std::chrono::milliseconds> asked_pause(const HttpResponse& response) {
  const std::string_view value = header_value(response.headers, "retry-after");
  int seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error != std::errc() || end != value.data() + value.size() || seconds < 0) {
    return std::nullopt;
  }
  return std::chrono::seconds(std::min(seconds, 86'400));
}

// What a 304 says anew takes the place of what was kept (RFC 9111, 3.2).
HttpResponse refreshed(HttpResponse kept, const HttpResponse& answer) {
  for (const auto& header : answer.headers) {
    if (!header_value(kept.headers, header.first).empty()) {
      std::erase_if(kept.headers,
                    [&](const auto& old) { return !header_value({old}, header.first).empty(); });
    }
  }
  kept.headers.insert(kept.headers.end(), answer.headers.begin(), answer.headers.end());
  return kept;
}

}  // namespace

tl::expected<HttpResponse, HttpFailure> Fetcher::with_tries(const HttpRequest& request) {
  std::chrono::milliseconds pause = options_.first_pause;
  for (int attempt = 1;; ++attempt) {
    auto response = options_.client->get(request);
    const bool again = response ? is_busy(response->status) : response.error().transient;
    if (!again || attempt >= options_.tries) {
      return response;
    }
    std::chrono::milliseconds wait = pause;
    if (response) {
      wait = asked_pause(*response).value_or(pause);
    }
    if (wait > options_.longest_pause) {
      return response;
    }
    options_.sleep(wait);
    pause *= 2;
  }
}

Result<HttpResponse> Fetcher::hop(const Url& url, bool& unchanged) {
  const std::string address = url.text();
  HttpRequest request{url, {}};
  std::optional<HttpResponse> kept;
  if (options_.cache != nullptr) {
    kept = options_.cache->find(address);
  }
  if (kept) {
    if (const auto tag = header_value(kept->headers, "etag"); !tag.empty()) {
      request.headers.emplace_back("If-None-Match", tag);
    }
    if (const auto date = header_value(kept->headers, "last-modified"); !date.empty()) {
      request.headers.emplace_back("If-Modified-Since", date);
    }
  }
  auto response = with_tries(request);
  if (!response) {
    return fail(response.error().error.code,
                "cannot fetch " + address + ": " + response.error().error.message);
  }
  unchanged = kept && response->status == 304;
  if (unchanged) {
    return refreshed(std::move(*kept), *response);
  }
  if (options_.cache != nullptr) {
    options_.cache->store(address, *response);
  }
  return std::move(*response);
}

Result<Fetched> Fetcher::get(const Url& start, const Permit& permit) {
  Url url = start;
  std::vector<std::string> seen;
  while (true) {
    if (Result<void> may = permit(url); !may) {
      return tl::unexpected<Error>(may.error());
    }
    const std::string address = url.text();
    if (std::find(seen.begin(), seen.end(), address) != seen.end()) {
      return fail(
          ErrorCode::limit,
          "cannot fetch " + start.text() + ": its redirects go round in a circle at " + address);
    }
    seen.push_back(address);
    bool unchanged = false;
    IMPRIMATUR_TRY(HttpResponse response, hop(url, unchanged));
    const std::string location(header_value(response.headers, "location"));
    if (!is_redirect(response.status) || location.empty()) {
      return Fetched{std::move(url),
                     response.status,
                     std::move(response.headers),
                     std::move(response.body),
                     unchanged};
    }
    if (seen.size() > static_cast<std::size_t>(options_.max_redirects)) {
      return fail(ErrorCode::limit,
                  "cannot fetch " + start.text() + ": more than " +
                      std::to_string(options_.max_redirects) + " redirects");
    }
    auto next = resolve_url(url, location);
    if (!next) {
      return fail(ErrorCode::unreadable,
                  "cannot fetch " + start.text() +
                      ": it redirects to a place that is not read: " + next.error().message);
    }
    url = std::move(*next);
  }
}

}  // namespace imprimatur
