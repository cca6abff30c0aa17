// Judge: batches of records in, batches of answers out. The one place where the audit meets the
// engine, and the seam for callers that have records in memory already (columns of a table). One
// per thread.
#ifndef IMPRIMATUR_AUDIT_JUDGE_H_
#define IMPRIMATUR_AUDIT_JUDGE_H_

#include "audit/record.h"
#include "engine/engine.h"
#include "report/document_result.h"
#include "text/span.h"

#include <span>
#include <string>
#include <vector>

namespace imprimatur::audit {

struct Answer {
  DocumentResult result;
  std::string language;           // as the data say, else detected
  std::vector<Span> code_points;  // of the findings, parallel to them
};

class Judge {
 public:
  explicit Judge(const Engine& engine) : session_(engine.session()), engine_(engine) {}

  [[nodiscard]] Answer answer(const Record& record);
  [[nodiscard]] std::vector<Answer> answers(std::span<const Record> records);

 private:
  Engine::Session session_;
  const Engine& engine_;
};

}  // namespace imprimatur::audit

#endif  // IMPRIMATUR_AUDIT_JUDGE_H_
