// The signals' readers, one a file. Private to the signals layer.
#ifndef IMPRIMATUR_SIGNALS_READERS_H_
#define IMPRIMATUR_SIGNALS_READERS_H_

#include "formats/document.h"
#include "signals/claim.h"

#include <string>
#include <vector>

namespace imprimatur {

// Who holds the rights in a news item, by its fields; empty: nobody is named.
[[nodiscard]] std::string item_holder(const Document& document);

void read_tdm_meta(const Document& document, std::vector<Claim>& claims);
void read_robots_meta(const Document& document, std::vector<Claim>& claims);
void read_document_properties(const Document& document, std::vector<Claim>& claims);
void read_data_mining(const Document& document, std::vector<Claim>& claims);
void read_rights_meta(const Document& document, std::vector<Claim>& claims);
void read_licence_links(const Document& document, std::vector<Claim>& claims);
void read_microdata(const Document& document, std::vector<Claim>& claims);
void read_authors(const Document& document, std::vector<Claim>& claims);
void read_news_tags(const Document& document, std::vector<Claim>& claims);
void read_usage_meta(const Document& document, std::vector<Claim>& claims);
void read_news_rights(const Document& document, std::vector<Claim>& claims);
void read_news_status(const Document& document, std::vector<Claim>& claims);
void read_rsl_parts(const Document& document, std::vector<Claim>& claims);
void read_odrl(const Document& document, std::vector<Claim>& claims);
void read_json_ld(const Document& document, std::vector<Claim>& claims);

}  // namespace imprimatur

#endif  // IMPRIMATUR_SIGNALS_READERS_H_
