# cmake --install: the program, its manual page and completions, and the rules as files to read
# (the program has its own copy built in).
if(NOT TARGET imprimatur)
  return()
endif()

set_target_properties(imprimatur PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR})
if(IMPRIMATUR_STATIC AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_link_options(imprimatur PRIVATE -static-libstdc++ -static-libgcc)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_link_options(imprimatur PRIVATE -Wl,-O1,--gc-sections,--as-needed,-z,relro,-z,now)
  install(CODE "set(CMAKE_INSTALL_DO_STRIP TRUE)")
endif()
install(TARGETS imprimatur RUNTIME)

set(completions ${PROJECT_BINARY_DIR}/completions)
set(outputs "")
foreach(entry "bash imprimatur" "zsh _imprimatur" "fish imprimatur.fish")
  string(REPLACE " " ";" entry "${entry}")
  list(GET entry 0 shell)
  list(GET entry 1 name)
  add_custom_command(OUTPUT ${completions}/${shell}/${name}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${completions}/${shell}
    COMMAND imprimatur completion ${shell} > ${completions}/${shell}/${name}
    DEPENDS imprimatur VERBATIM)
  list(APPEND outputs ${completions}/${shell}/${name})
endforeach()
add_custom_target(imprimatur_completions ALL DEPENDS ${outputs})
install(FILES ${completions}/bash/imprimatur DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${completions}/zsh/_imprimatur DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${completions}/fish/imprimatur.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)

# The reference page of the rules and the schema of their files, as the program knows them.
set(reference ${PROJECT_BINARY_DIR}/reference)
set(outputs "")
foreach(entry "rules.md export" "rules.schema.json schema")
  string(REPLACE " " ";" entry "${entry}")
  list(GET entry 0 name)
  list(GET entry 1 command)
  add_custom_command(OUTPUT ${reference}/${name}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${reference}
    COMMAND imprimatur rules ${command} > ${reference}/${name}
    DEPENDS imprimatur VERBATIM)
  list(APPEND outputs ${reference}/${name})
endforeach()
add_custom_target(imprimatur_reference ALL DEPENDS ${outputs})
install(FILES ${reference}/rules.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${reference}/rules.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/imprimatur)

install(FILES ${PROJECT_SOURCE_DIR}/src/cli/imprimatur.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/rules/ DESTINATION ${CMAKE_INSTALL_DATADIR}/imprimatur/rules
        FILES_MATCHING PATTERN "*.toml")
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md
        DESTINATION ${CMAKE_INSTALL_DOCDIR})
