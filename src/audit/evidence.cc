#include "audit/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace imprimatur::audit {
namespace {

constexpr std::size_t kLongEnough = 300;  // bytes of a text
constexpr std::size_t kShortLine = 60;    // bytes of a line of a frame
// Of so many texts, less than a fifth with a claim and less than a fifth that end like a page.
// Measured with tests/support/cleaned_pages.py (design note 0013): of pages that were cleaned at
// most 14 % hold a claim and 12 % still end like a page, of whole ones at least 61 % end so, and
// 35 % where half of them were cleaned.
constexpr std::uint64_t kEnough = 200;
constexpr std::uint64_t kSites = 5;
constexpr std::uint64_t kShare = 5;

bool ends_sentence(std::string_view line) {
  constexpr std::array<std::string_view, 14> kEnds = {".",
                                                      "!",
                                                      "?",
                                                      "\"",
                                                      "'",
                                                      ")",
                                                      "\u2026",
                                                      "\u201d",
                                                      "\u00bb",
                                                      "\u3002",
                                                      "\uff01",
                                                      "\uff1f",
                                                      "\u061f",
                                                      "\u0964"};
  return std::any_of(
      kEnds.begin(), kEnds.end(), [&](std::string_view end) { return line.ends_with(end); });
}

}  // namespace

bool is_text_of_page(const Record& record) {
  return record.url.starts_with("http") && record.text.size() >= kLongEnough &&
         !record.incomplete && record.headers.empty() &&
         (record.media_type.empty() || record.media_type == "text/plain") &&
         record.text.substr(0, kLongEnough).find("</") == std::string_view::npos;
}

bool ends_like_a_page(std::string_view text) {
  text = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  const std::string_view line = text.substr(text.rfind('\n') + 1);
  return line.size() <= kShortLine && !ends_sentence(line);
}

std::string evidence_lost(const Tally& tally) {
  const bool cleaned = tally.pages >= kEnough && tally.domains.size() >= kSites &&
                       tally.pages_with_claims * kShare < tally.pages &&
                       tally.pages_with_frames * kShare < tally.pages;
  if (!cleaned) {
    return {};
  }
  return fmt::format(
      "evidence is lost: of {} texts from pages of {} sites, {} hold any claim or licence and {} "
      "end "
      "like a page. They were cleaned of footers and notices; 'unknown' says nothing about them. "
      "Audit the pages they come from",
      tally.pages,
      tally.domains.size() >= kMaxTableRows ? fmt::format("over {}", kMaxTableRows)
                                            : std::to_string(tally.domains.size()),
      tally.pages_with_claims,
      tally.pages_with_frames);
}

}  // namespace imprimatur::audit
