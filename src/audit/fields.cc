#include "audit/fields.h"

#include "report/escape.h"

#include <fmt/format.h>

namespace imprimatur::audit {
namespace {

constexpr std::array<std::string_view, kFields> kUsual = {
    "text,content,body,raw_content,article,maintext,full_text,document,article_body,articleBody,"
    "contents,plain_text,messages,conversations",
    "id,_id,doc_id,docid,document_id,uuid,guid,/metadata/id,warc_record_id,/metadata/"
    "WARC-Record-ID",
    "url,link,source_url,uri,/metadata/url,/metadata/source_url,/metadata/warc_url,/metadata/link,"
    "/metadata/WARC-Target-URI,/meta/url",
    "date,published,published_at,publish_date,date_publish,pubdate,pub_date,datetime,created,"
    "timestamp,/metadata/date,/metadata/published,/metadata/created,/metadata/timestamp",
    "language,lang,/metadata/language,/metadata/lang",
};
// With the usual ones for the other fields no more than the 64 that a record's decoder tells apart.
constexpr std::size_t kMaxPaths = 12;

Result<FieldPath> path_of(std::string_view name) {
  if (!name.starts_with('/')) {
    return FieldPath{std::string(name)};
  }
  FieldPath path;
  while (!name.empty()) {
    name.remove_prefix(1);
    const std::size_t end = std::min(name.find('/'), name.size());
    std::string key;
    for (std::size_t i = 0; i < end; ++i) {
      if (name[i] != '~') {
        key += name[i];
      } else if (i + 1 < end && (name[i + 1] == '0' || name[i + 1] == '1')) {
        key += name[++i] == '0' ? '~' : '/';
      } else {
        return fail(ErrorCode::usage, "'~' is written '~0' in a JSON pointer, and '/' '~1'");
      }
    }
    path.push_back(std::move(key));
    name.remove_prefix(end);
  }
  return path;
}

}  // namespace

Result<FieldNames> field_names(const FieldWishes& wishes) {
  FieldNames fields;
  for (std::size_t i = 0; i < kFields; ++i) {
    std::string_view names = wishes.names[i].empty() ? kUsual[i] : wishes.names[i];
    while (!names.empty()) {
      const std::size_t end = std::min(names.find(','), names.size());
      const std::string_view name = names.substr(0, end);
      names.remove_prefix(std::min(end + 1, names.size()));
      if (name.empty()) {
        continue;
      }
      IMPRIMATUR_TRY(FieldPath path, path_of(name));
      fields.paths[i].push_back(std::move(path));
    }
    if (fields.paths[i].empty() ||
        (!wishes.names[i].empty() && fields.paths[i].size() > kMaxPaths)) {
      return fail(
          ErrorCode::usage,
          fmt::format(
              "'{}' names no field, or more than {}", display_name(wishes.names[i]), kMaxPaths));
    }
  }
  return fields;
}

}  // namespace imprimatur::audit
