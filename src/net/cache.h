// HttpCache: responses on disk with what tells whether they still hold (ETag, Last-Modified): each
// is asked for again, and the server answers 304 if nothing has changed. Broken or foreign files in
// the folder are no error. Files are the user's alone. Safe to share between processes; not between
// threads.
#ifndef IMPRIMATUR_NET_CACHE_H_
#define IMPRIMATUR_NET_CACHE_H_

#include "net/http.h"

#include <optional>
#include <string>

namespace imprimatur {

class HttpCache {
 public:
  // The folder is made when something is stored.
  explicit HttpCache(std::string folder) : folder_(std::move(folder)) {}

  [[nodiscard]] std::optional<HttpResponse> find(const std::string& url) const;
  // Keeps a response of status 200 that has a validator and may be stored. A full disk or a folder
  // that cannot be written leaves the cache as it is.
  void store(const std::string& url, const HttpResponse& response);

 private:
  [[nodiscard]] std::string path_of(const std::string& url) const;
  void prune();

  std::string folder_;
  bool pruned_ = false;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_NET_CACHE_H_
