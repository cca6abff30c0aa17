#include "net/cache.h"

#include "base/hash.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>
#include <vector>

namespace imprimatur {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "imprimatur-cache-1\n";
constexpr std::size_t kMaxBody = std::size_t{16} << 20U;
constexpr std::size_t kMaxEntries = 1000;

// Of the response: what is needed to judge it and to ask again.
bool is_kept(std::string_view name) {
  return name != "set-cookie" && name != "connection" && name != "transfer-encoding" &&
         name != "content-encoding" && name != "content-length";
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

bool may_store(const HttpResponse& response) {
  const std::string control = lowered(header_value(response.headers, "cache-control"));
  const bool validator = !header_value(response.headers, "etag").empty() ||
                         !header_value(response.headers, "last-modified").empty();
  return response.status == 200 && response.body.size() <= kMaxBody && validator &&
         control.find("no-store") == std::string::npos &&
         control.find("private") == std::string::npos &&
         header_value(response.headers, "vary") != "*";
}

std::string entry_of(const std::string& url, const HttpResponse& response) {
  std::string out(kMagic);
  out += url + "\n";
  for (const auto& [name, value] : response.headers) {
    if (is_kept(lowered(name)) && value.find_first_of("\r\n") == std::string::npos) {
      out += name + ": " + value + "\n";
    }
  }
  return out + "\n" + hash_hex(response.body) + "\n" + response.body;
}

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

// All of it, or nothing: written beside and renamed.
void write_file(const std::string& path, const std::string& bytes) {
  const std::string beside = path + "." + std::to_string(::getpid());
  const int file =
      ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) {
    return;
  }
  std::string_view left = bytes;
  while (!left.empty()) {
    const ssize_t count = ::write(file, left.data(), left.size());
    if (count <= 0) {
      break;
    }
    left.remove_prefix(static_cast<std::size_t>(count));
  }
  const bool closed = ::close(file) == 0;
  std::error_code ignored;
  if (left.empty() && closed) {
    fs::rename(beside, path, ignored);
  } else {
    fs::remove(beside, ignored);
  }
}

}  // namespace

std::string HttpCache::path_of(const std::string& url) const {
  return folder_ + "/" + hash_hex(url);
}

std::optional<HttpResponse> HttpCache::find(const std::string& url) const {
  std::ifstream file(path_of(url), std::ios::binary);
  if (!file) {
    return std::nullopt;
  }
  std::string bytes(kMaxBody + (std::size_t{1} << 20U), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  std::string_view rest = bytes;
  if (!rest.starts_with(kMagic)) {
    return std::nullopt;
  }
  rest.remove_prefix(kMagic.size());
  if (take_line(rest) != url) {
    return std::nullopt;  // another address with the same hash
  }
  HttpResponse response;
  response.status = 200;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.empty()) {
      break;
    }
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) {
      return std::nullopt;
    }
    response.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
  }
  const std::string_view hash = take_line(rest);
  if (hash != hash_hex(rest)) {
    return std::nullopt;
  }
  response.body = rest;
  return response;
}

void HttpCache::store(const std::string& url, const HttpResponse& response) {
  if (folder_.empty() || !may_store(response)) {
    return;
  }
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) {
    return;
  }
  fs::permissions(folder_, fs::perms::owner_all, error);
  prune();
  write_file(path_of(url), entry_of(url, response));
}

// The oldest go first; once a run.
void HttpCache::prune() {
  if (std::exchange(pruned_, true)) {
    return;
  }
  std::vector<std::pair<fs::file_time_type, fs::path>> entries;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    std::error_code gone;
    entries.emplace_back(entry.last_write_time(gone), entry.path());
  }
  if (entries.size() <= kMaxEntries) {
    return;
  }
  std::sort(entries.begin(), entries.end());
  for (std::size_t i = 0; i < entries.size() - kMaxEntries; ++i) {
    fs::remove(entries[i].second, error);
  }
}

}  // namespace imprimatur
