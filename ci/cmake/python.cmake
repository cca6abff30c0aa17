# The extension module of the Python package (pyproject.toml), for every CPython from 3.11 on.
if(NOT IMPRIMATUR_PYTHON)
  return()
endif()
find_package(Python 3.11 REQUIRED COMPONENTS Interpreter Development.Module)

file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/python/*.cc)
add_library(imprimatur_python MODULE ${sources})
target_compile_definitions(imprimatur_python PRIVATE Py_LIMITED_API=0x030B0000)
target_include_directories(imprimatur_python SYSTEM PRIVATE ${Python_INCLUDE_DIRS})
target_link_libraries(imprimatur_python PRIVATE imprimatur_capi imprimatur_warnings)
# What other modules of the same process bring of the same libraries stays theirs.
target_link_options(imprimatur_python PRIVATE
                    -Wl,--version-script=${PROJECT_SOURCE_DIR}/ci/cmake/python.map
                    -Wl,-O1,--gc-sections,--as-needed)
set_target_properties(imprimatur_python PROPERTIES
  PREFIX "" OUTPUT_NAME _core SUFFIX .abi3.so
  LINK_DEPENDS ${PROJECT_SOURCE_DIR}/ci/cmake/python.map)
install(TARGETS imprimatur_python LIBRARY DESTINATION imprimatur COMPONENT python)
