// Readers of what stands around a document, one signal a file. Each appends claims about one
// target. Private to the signals layer.
#ifndef IMPRIMATUR_SIGNALS_SITE_READERS_H_
#define IMPRIMATUR_SIGNALS_SITE_READERS_H_

#include "signals/claim.h"
#include "signals/robots_file.h"
#include "signals/surroundings.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprimatur {

// Where a value was read, for the claims made of it.
struct SignalPlace {
  std::string origin;
  std::size_t line = 1;
  std::string written;  // shown as evidence
  Reach reach = Reach::site;
};

// The document that claims are wanted about.
struct SignalTarget {
  std::string address;  // whole
  std::string target;   // path and query; empty if the address is not known
  std::string media_type;
  std::string agent;
  std::string today;
};

[[nodiscard]] Claim claim_at(const SignalPlace& place, std::string_view signal, Force force);
// A claim that says nothing, for what cannot be read: shown with the reason.
[[nodiscard]] Claim remark_at(const SignalPlace& place, std::string_view signal, std::string why);

// AIPREF: one value of Content-Usage. Content-Signal: one value.
void read_content_usage(std::string_view value, const SignalPlace& place, std::vector<Claim>& out);
void read_content_signal(std::string_view value,
                         const SignalPlace& place,
                         bool reserves,
                         std::vector<Claim>& out);
void read_x_robots(std::string_view value,
                   const SignalPlace& place,
                   const SignalTarget& about,
                   std::vector<Claim>& out);
void read_headers(const std::vector<std::pair<std::string, std::string>>& headers,
                  const SignalTarget& about,
                  std::vector<Claim>& out);

void read_robots(const SiteFile& file,
                 const SignalTarget& about,
                 std::span<const Agent* const> agents,
                 std::vector<Claim>& out);
void read_tdm_file(const SiteFile& file, const SignalTarget& about, std::vector<Claim>& out);
void read_ai_txt(const SiteFile& file, const SignalTarget& about, std::vector<Claim>& out);
void read_trust_txt(const SiteFile& file, std::vector<Claim>& out);
void read_rsl(const SiteFile& file, const SignalTarget& about, std::vector<Claim>& out);

// The links of a Link header (RFC 8288), with relations and type in lower case.
struct HeaderLink {
  std::string address;
  std::string relations;
  std::string type;
};
[[nodiscard]] std::vector<HeaderLink> parse_links(std::string_view value);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_SITE_READERS_H_
