# The library for other programs (IMPRIMATUR_LIBRARY): libimprimatur.so with its C interface,
# imprimatur/imprimatur.h, and imprimatur/checker.h over it for C++; found by find_package(imprimatur)
# as imprimatur::engine, or by pkg-config. Everything else stays inside: the layers' own headers
# change as the program needs it.
if(NOT IMPRIMATUR_LIBRARY OR IMPRIMATUR_SANITIZE)
  return()
endif()
if(IMPRIMATUR_STATIC)
  message(FATAL_ERROR "IMPRIMATUR_LIBRARY needs IMPRIMATUR_STATIC=OFF: Debian's archives cannot go into a shared library")
endif()
include(CMakePackageConfigHelpers)

add_library(imprimatur_library SHARED $<TARGET_OBJECTS:imprimatur_capi>)
set_target_properties(imprimatur_library PROPERTIES LINKER_LANGUAGE CXX)
target_link_libraries(imprimatur_library PRIVATE imprimatur_arrow)
target_include_directories(imprimatur_library INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
# What comes out of the layers' archives and of other libraries is nobody's interface.
target_link_options(imprimatur_library PRIVATE
                    -Wl,--version-script=${PROJECT_SOURCE_DIR}/ci/cmake/library.map -Wl,--no-undefined)
# The number behind ".so" is that of the interface (IMPRIMATUR_ABI), not the project's.
file(STRINGS ${PROJECT_SOURCE_DIR}/src/capi/imprimatur.h abi REGEX "#define IMPRIMATUR_ABI ")
string(REGEX REPLACE "[^0-9]" "" abi "${abi}")
set_target_properties(imprimatur_library PROPERTIES
  OUTPUT_NAME imprimatur EXPORT_NAME engine
  VERSION ${abi}.${PROJECT_VERSION} SOVERSION ${abi}
  LINK_DEPENDS ${PROJECT_SOURCE_DIR}/ci/cmake/library.map
  INTERFACE_LINK_LIBRARIES "")

install(TARGETS imprimatur_library EXPORT imprimatur COMPONENT library
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(FILES ${PROJECT_SOURCE_DIR}/src/capi/imprimatur.h ${PROJECT_SOURCE_DIR}/src/capi/checker.h
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/imprimatur COMPONENT library)
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/imprimatur)
install(EXPORT imprimatur NAMESPACE imprimatur:: FILE imprimatur-config.cmake
        DESTINATION ${package_folder} COMPONENT library)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/imprimatur-config-version.cmake
                                 COMPATIBILITY SameMajorVersion)
# The prefix is where the file lies, so that `cmake --install --prefix` may choose it.
file(RELATIVE_PATH up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/imprimatur.pc @ONLY CONTENT [[
prefix=${pcfiledir}/@up@
libdir=${prefix}/@CMAKE_INSTALL_LIBDIR@
includedir=${prefix}/@CMAKE_INSTALL_INCLUDEDIR@

Name: imprimatur
Description: @PROJECT_DESCRIPTION@
Version: @PROJECT_VERSION@
Libs: -L${libdir} -limprimatur
Cflags: -I${includedir}
]])
install(FILES ${PROJECT_BINARY_DIR}/imprimatur-config-version.cmake DESTINATION ${package_folder}
        COMPONENT library)
install(FILES ${PROJECT_BINARY_DIR}/imprimatur.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig
        COMPONENT library)
