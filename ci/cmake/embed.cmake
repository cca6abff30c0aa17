# cmake -DOUTPUT=FILE -DPAGE=DIR -DOPENAPI=FILE -DSCHEMA=FILE -P embed.cmake: the files that the HTTP
# server sends, as a C++ source (serve/files.h). No other tool is needed to build the program.
function(append_bytes file name)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
  # Lines of readable length, for compilers that count columns.
  string(REGEX REPLACE "((0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,))" "\\1\n" bytes "${bytes}")
  set(source "${source}constexpr unsigned char ${name}[] = {\n${bytes}0};\n" PARENT_SCOPE)
endfunction()

set(types_html "text/html; charset=utf-8")
set(types_js "text/javascript; charset=utf-8")
set(types_css "text/css; charset=utf-8")
set(types_json "application/json")
set(types_svg "image/svg+xml")
set(types_png "image/png")
set(types_ico "image/x-icon")
set(types_txt "text/plain; charset=utf-8")
set(types_woff2 "font/woff2")

set(source "// Written by ci/cmake/embed.cmake.\n#include \"serve/files.h\"\n\n#include <array>\n
namespace imprimatur::serve {\nnamespace {\n
std::string_view text_of(const unsigned char* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size - 1};
}\n\n")
append_bytes(${OPENAPI} kOpenapi)
append_bytes(${SCHEMA} kSchema)
set(rows "")
set(count 0)
file(GLOB_RECURSE files LIST_DIRECTORIES false RELATIVE ${PAGE} ${PAGE}/*)
list(SORT files)
foreach(file IN LISTS files)
  string(REGEX MATCH "[^.]*$" suffix ${file})
  if(NOT types_${suffix})
    message(FATAL_ERROR "${PAGE}/${file}: no media type is known for .${suffix} (ci/cmake/embed.cmake)")
  endif()
  file(SHA256 ${PAGE}/${file} digest)
  string(SUBSTRING ${digest} 0 16 tag)
  append_bytes(${PAGE}/${file} kFile${count})
  string(APPEND rows "      BuiltinFile{\"/${file}\", \"${types_${suffix}}\", text_of(kFile${count}, sizeof kFile${count}), \"\\\"${tag}\\\"\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
string(APPEND source "\n}  // namespace\n
std::span<const BuiltinFile> page_files() {
  static const std::array<BuiltinFile, ${count}> kFiles = {\n${rows}  };
  return kFiles;
}\n
std::string_view openapi_document() {
  return text_of(kOpenapi, sizeof kOpenapi);
}\n
std::string_view answer_schema() {
  return text_of(kSchema, sizeof kSchema);
}\n
}  // namespace imprimatur::serve\n")
file(WRITE ${OUTPUT} "${source}")
