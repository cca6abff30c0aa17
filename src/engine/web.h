// Web: pages and what their sites say about rights, by the rules for robots: every address is asked
// for only if the robots file of its site lets this program in (RFC 9309). Keeps the files of each
// site for the run. One per thread.
#ifndef IMPRIMATUR_ENGINE_WEB_H_
#define IMPRIMATUR_ENGINE_WEB_H_

#include "base/result.h"
#include "net/fetcher.h"
#include "signals/robots_file.h"
#include "signals/surroundings.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace imprimatur {

// The name by which robots files call this program.
inline constexpr std::string_view kRobotName = "imprimatur";

struct WebOptions {
  bool site_signals = false;  // also read the files of the site
  std::string agent;          // see Surroundings
};

struct WebPage {
  std::string media_type;  // of the header, without parameters; empty if it says nothing useful
  std::string charset;
  std::string body;
  std::shared_ptr<const Surroundings> around;
};

class Web {
 public:
  Web(Fetcher fetcher, WebOptions options)
      : fetcher_(std::move(fetcher)), options_(std::move(options)) {}

  // Errors: usage (no address), not_found, limit, unreadable (also: robots stay away).
  [[nodiscard]] Result<WebPage> page(const std::string& address);

  // For a document that is here already and was published at the address: nothing is fetched unless
  // the files of the site are wanted. Errors: usage (no address).
  [[nodiscard]] Result<std::shared_ptr<const Surroundings>> around(const std::string& address);

 private:
  struct Site {
    std::string robots_address;
    std::string robots_text;
    RobotsFile robots;
    std::optional<Error> unreadable;  // nothing of the site may be asked for
  };
  Site& site_of(const Url& url);
  [[nodiscard]] Result<void> may_ask(const Url& url);
  [[nodiscard]] Result<std::optional<std::string>> file(const Url& url);
  void read_file(const Url& url, SiteFileKind kind, Surroundings& around);
  void add_site(const Url& url, std::string_view body, Surroundings& around);

  Fetcher fetcher_;
  WebOptions options_;
  std::map<std::string, Site> sites_;  // by origin
  std::map<std::string, Result<std::optional<std::string>>> files_;
};

}  // namespace imprimatur

#endif  // IMPRIMATUR_ENGINE_WEB_H_
