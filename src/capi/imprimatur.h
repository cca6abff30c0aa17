/* The C interface of libimprimatur: for programs in C and for bindings of other languages.
 *
 * Stable: under one IMPRIMATUR_ABI names, meanings, numbers and layouts stay, and functions are
 * only added. Answers are the JSON objects of `imprimatur check --format jsonl` (schema 1), to
 * which fields are only added. Nothing here prints, reads the environment, a clock or the network,
 * ends the process or lets a C++ exception out.
 *
 * Text is UTF-8. Strings without a size end with NUL; NULL is "not given" where it says so.
 *
 * Errors: a function that can fail takes `imprimatur_error **error`, which may be NULL. On failure
 * the function returns NULL or a code other than IMPRIMATUR_OK, and *error, if it is asked for,
 * owns a message that says what, where and what to do: free it. On success *error is NULL.
 *
 * Threads: one imprimatur_checker serves any number of threads at once. Everything else belongs to
 * one thread at a time. Answers do not need their checker to live.
 */
#ifndef IMPRIMATUR_CAPI_IMPRIMATUR_H_
#define IMPRIMATUR_CAPI_IMPRIMATUR_H_

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define IMPRIMATUR_API __attribute__((visibility("default")))
#else
#define IMPRIMATUR_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define IMPRIMATUR_ABI 1
/* The IMPRIMATUR_ABI that the library was built with, and its version such as "0.1.0". */
IMPRIMATUR_API int32_t imprimatur_abi(void);
IMPRIMATUR_API const char* imprimatur_version(void);

typedef int32_t imprimatur_code;
enum {
  IMPRIMATUR_OK = 0,
  IMPRIMATUR_ERROR_USAGE = 1,    /* an argument or an option is wrong */
  IMPRIMATUR_ERROR_RULES = 2,    /* the policy or a rule file is wrong */
  IMPRIMATUR_ERROR_MEMORY = 3,   /* there is not enough */
  IMPRIMATUR_ERROR_INTERNAL = 4, /* a bug */
  IMPRIMATUR_ERROR_STREAM = 5    /* a stream of rows failed or is damaged */
};

typedef int32_t imprimatur_verdict;
enum {
  IMPRIMATUR_NO_ANSWER = -1, /* not read, or not completely: never to be taken for "unknown" */
  IMPRIMATUR_ALLOWED = 0,
  IMPRIMATUR_CONDITIONAL = 1,
  IMPRIMATUR_UNKNOWN = 2,
  IMPRIMATUR_PERMISSION_REQUIRED = 3,
  IMPRIMATUR_FORBIDDEN = 4
};
/* "permission-required"; NULL for IMPRIMATUR_NO_ANSWER and for numbers that are no verdict. */
IMPRIMATUR_API const char* imprimatur_verdict_name(imprimatur_verdict verdict);

typedef struct imprimatur_error imprimatur_error;
IMPRIMATUR_API imprimatur_code imprimatur_error_code(const imprimatur_error* error);
IMPRIMATUR_API const char* imprimatur_error_message(const imprimatur_error* error);
IMPRIMATUR_API void imprimatur_error_free(imprimatur_error* error); /* NULL is fine */

/* What a checker is made of. Texts are copied. */
typedef struct imprimatur_options imprimatur_options;
IMPRIMATUR_API imprimatur_options* imprimatur_options_new(void); /* NULL: no memory */
IMPRIMATUR_API void imprimatur_options_free(imprimatur_options* options);
/* The day to judge by, "2026-01-31": entitlements, embargoes and expiry dates depend on it.
 * Required. */
IMPRIMATUR_API imprimatur_code imprimatur_options_set_today(imprimatur_options* options,
                                                            const char* today);
/* The use in question; without it the policy's, else "republish". */
IMPRIMATUR_API imprimatur_code imprimatur_options_set_use(imprimatur_options* options,
                                                          const char* use);
/* The text of an imprimatur.toml, and its name in messages. Its key `rules` is not followed. */
IMPRIMATUR_API imprimatur_code imprimatur_options_set_policy(imprimatur_options* options,
                                                             const char* name,
                                                             const char* text,
                                                             size_t size);
/* The text of a rule file, which adds to the built-in ones; may be called again. */
IMPRIMATUR_API imprimatur_code imprimatur_options_add_rules(imprimatur_options* options,
                                                            const char* name,
                                                            const char* text,
                                                            size_t size);

/* Rules, policy and question, ready. Making one takes some ten milliseconds: keep it. */
typedef struct imprimatur_checker imprimatur_checker;
/* Errors: usage (day, use), rules (policy, rule files). */
IMPRIMATUR_API imprimatur_checker* imprimatur_checker_new(const imprimatur_options* options,
                                                          imprimatur_error** error);
IMPRIMATUR_API void imprimatur_checker_free(imprimatur_checker* checker);
/* Live as long as the checker: the digest of the rules that decide, and the use that is asked. */
IMPRIMATUR_API const char* imprimatur_checker_rules_digest(const imprimatur_checker* checker);
IMPRIMATUR_API const char* imprimatur_checker_use(const imprimatur_checker* checker);
/* The policy's `fail-on`: from which verdict on a document is to be looked at. */
IMPRIMATUR_API imprimatur_verdict imprimatur_checker_fail_on(const imprimatur_checker* checker);

/* What is to be checked. Set all to zero, then `struct_size` and what is known; everything is read
 * during the call only. */
typedef struct imprimatur_document {
  size_t struct_size; /* sizeof(imprimatur_document) */
  const char* bytes;  /* as they are: any format and encoding that `imprimatur formats` lists */
  size_t size;
  const char* name;       /* decides the format with the content, and is part of fingerprints */
  const char* media_type; /* decides the format alone, if given */
  const char* encoding;   /* as declared elsewhere: "windows-1252" */
  const char* use;        /* instead of the checker's */
  int32_t trace;          /* not 0: `trace` in the JSON shows all that was considered */
} imprimatur_document;

/* The answer for an input: one document, or several (a feed, an archive). */
typedef struct imprimatur_answer imprimatur_answer;
/* What cannot be read is no error: its answer is incomplete. Errors: usage, memory. */
IMPRIMATUR_API imprimatur_answer* imprimatur_check(const imprimatur_checker* checker,
                                                   const imprimatur_document* document,
                                                   imprimatur_error** error);
IMPRIMATUR_API void imprimatur_answer_free(imprimatur_answer* answer);
/* How many documents there are; at least one. */
IMPRIMATUR_API size_t imprimatur_answer_count(const imprimatur_answer* answer);
/* The index of the document that decides: one that was not read, else the worst. */
IMPRIMATUR_API size_t imprimatur_answer_worst(const imprimatur_answer* answer);
/* Of the document at an index, in the input's order; for an index that is none, NULL,
 * IMPRIMATUR_NO_ANSWER and 1. The JSON ends with NUL and lives as long as the answer; `size` may be
 * NULL. */
IMPRIMATUR_API const char* imprimatur_answer_json(const imprimatur_answer* answer,
                                                  size_t index,
                                                  size_t* size);
IMPRIMATUR_API imprimatur_verdict imprimatur_answer_verdict(const imprimatur_answer* answer,
                                                            size_t index);
IMPRIMATUR_API int32_t imprimatur_answer_incomplete(const imprimatur_answer* answer, size_t index);

/* Many texts at once, as columns: Arrow's C data and C stream interfaces
 * (https://arrow.apache.org/docs/format/CDataInterface.html). Define their structures before you
 * call these. */
struct ArrowSchema;
struct ArrowArray;
struct ArrowArrayStream;

/* Which columns of a stream of rows hold what; NULL: there is none. A stream of texts alone needs
 * none of them. Set all to zero, then `struct_size` and what is known. */
typedef struct imprimatur_columns {
  size_t struct_size; /* sizeof(imprimatur_columns) */
  const char* text;   /* utf8, large_utf8, string view, the same of bytes, dictionaries of
                         them; NULL: "text" */
  const char* id;     /* texts as well; part of fingerprints */
  const char* url;
  const char* language; /* as the data say, instead of a guess */
  const char* media_type;
  const char* as_media_type; /* of all texts: "text/html"; where the column says none */
  const char* source;        /* how the rows are named in fingerprints */
  int32_t threads;           /* at most so many work on a batch; 0: 1 */
} imprimatur_columns;

/* Makes `out` a stream of answers, one row a row of `rows`, in order, whatever is wrong with one.
 * Its columns: verdict, verdicts, holders, licence, reason, findings, language, incomplete; a row
 * that has no verdict says in `incomplete` why. Takes `rows` over; on failure both stay as they
 * are. `out` does not need the checker to live, and belongs to one thread at a time; batches are
 * checked when they are asked for. Errors: usage (columns), stream (`rows` has no schema). */
IMPRIMATUR_API imprimatur_code imprimatur_check_stream(const imprimatur_checker* checker,
                                                       struct ArrowArrayStream* rows,
                                                       const imprimatur_columns* columns,
                                                       struct ArrowArrayStream* out,
                                                       imprimatur_error** error);
/* Makes `out` a stream of one batch, for imprimatur_check_stream; takes both over. */
IMPRIMATUR_API imprimatur_code imprimatur_stream_of(struct ArrowSchema* schema,
                                                    struct ArrowArray* batch,
                                                    struct ArrowArrayStream* out,
                                                    imprimatur_error** error);

#ifdef __cplusplus
}
#endif

#endif /* IMPRIMATUR_CAPI_IMPRIMATUR_H_ */
