# Compiler settings and warnings as interface targets; warnings are errors for developers only,
# so that a newer compiler never breaks a user's build.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_library(imprimatur_settings INTERFACE)
target_compile_features(imprimatur_settings INTERFACE cxx_std_20)
target_include_directories(imprimatur_settings INTERFACE ${PROJECT_SOURCE_DIR}/src)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(IMPRIMATUR_SANITIZE)
  target_compile_options(imprimatur_settings INTERFACE
    -fsanitize=${IMPRIMATUR_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(imprimatur_settings INTERFACE -fsanitize=${IMPRIMATUR_SANITIZE})
endif()
if(IMPRIMATUR_FUZZ AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(imprimatur_settings INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(IMPRIMATUR_DEV)
  target_compile_definitions(imprimatur_settings INTERFACE _GLIBCXX_ASSERTIONS)
endif()

# For the layers in which a program spends its time: unoptimised they make the tests several times as
# slow, and reading the rules takes minutes.
add_library(imprimatur_hot INTERFACE)
target_compile_options(imprimatur_hot INTERFACE $<$<CONFIG:Debug>:-O1>)

add_library(imprimatur_warnings INTERFACE)
target_compile_options(imprimatur_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wcast-align -Wold-style-cast -Wdouble-promotion
  -Wformat=2 -Wextra-semi -Wimplicit-fallthrough
  # GCC 12 is wrong about moved-from std::optional and about string concatenation when it optimises.
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond;-Wlogical-op;-Wuseless-cast;-Wno-maybe-uninitialized;-Wno-restrict>
  $<$<BOOL:${IMPRIMATUR_DEV}>:-Werror>)
