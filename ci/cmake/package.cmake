# cpack -G DEB: a Debian package of what `cmake --install` installs (ci/package tries it).
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME imprimatur)
set(CPACK_PACKAGE_VENDOR "Imprimatur")
set(CPACK_PACKAGE_CONTACT "The authors of Imprimatur")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Says whether a text may be republished, and why: finds copyright notices,
agency datelines, credit lines, restrictions and licences in many languages
and gives one verdict per document with the evidence.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "git, libcurl4, ca-certificates, poppler-utils")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
include(CPack)
