# RACCORDO_COMMIT: the commit that is built, 12 hex digits. In a checkout git says it, and a new commit configures
# again; in an archive made by `git archive` (so also GitHub's and GitLab's tarballs) commit.txt does. Else "".
set(RACCORDO_COMMIT "")
find_program(RACCORDO_GIT git)
if(EXISTS ${CMAKE_SOURCE_DIR}/.git AND RACCORDO_GIT)
  execute_process(COMMAND ${RACCORDO_GIT} -c safe.directory=${CMAKE_SOURCE_DIR} rev-parse HEAD
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  execute_process(COMMAND ${RACCORDO_GIT} -c safe.directory=${CMAKE_SOURCE_DIR} rev-parse --git-path logs/HEAD
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} OUTPUT_VARIABLE moves OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  get_filename_component(moves "${moves}" ABSOLUTE BASE_DIR ${CMAKE_SOURCE_DIR})
  if(EXISTS ${moves})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${moves})
  endif()
else()
  file(READ ${CMAKE_CURRENT_LIST_DIR}/commit.txt commit)
  string(STRIP "${commit}" commit)
endif()
string(REGEX MATCH "^[0-9a-f]+" commit "${commit}")
string(SUBSTRING "${commit}" 0 12 RACCORDO_COMMIT)
