# raccordo_library(<name> DEPS <targets> PRIVATE <targets>): one library for its folder,
# with every .cpp below it; alias raccordo::<name>.
function(raccordo_library name)
  cmake_parse_arguments(ARG "" "" "DEPS;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(NOT sources)
    add_library(raccordo_${name} INTERFACE)
    target_link_libraries(raccordo_${name} INTERFACE ${ARG_DEPS})
    target_include_directories(raccordo_${name} INTERFACE ${CMAKE_SOURCE_DIR}/gateway ${CMAKE_SOURCE_DIR})
  else()
    add_library(raccordo_${name} STATIC ${sources})
    target_link_libraries(raccordo_${name} PUBLIC ${ARG_DEPS} PRIVATE ${ARG_PRIVATE} raccordo::flags)
    target_include_directories(raccordo_${name} PUBLIC ${CMAKE_SOURCE_DIR}/gateway ${CMAKE_SOURCE_DIR})
    raccordo_precompile(raccordo_${name} LIBRARY)
  endif()
  add_library(raccordo::${name} ALIAS raccordo_${name})
endfunction()

# raccordo_test(<name> DEPS <targets> [LABELS ...]): one GoogleTest executable test_<name> from every
# .cpp of the current folder. Tests run from the source root, so that they find mappings/ and tests/.
function(raccordo_test name)
  cmake_parse_arguments(ARG "" "" "DEPS;LABELS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${name} ${sources})
  target_link_libraries(test_${name} PRIVATE ${ARG_DEPS} GTest::gtest GTest::gmock GTest::gtest_main raccordo::flags)
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/tests)
  if(RACCORDO_SANITIZE)
    target_compile_options(test_${name} PRIVATE -O0) # half the time to compile; the libraries take the time to run
  endif()
  raccordo_precompile(test_${name} TEST)
  # Relative, so that a compiler cache serves every checkout.
  target_compile_definitions(test_${name} PRIVATE RACCORDO_SOURCE_DIR=".")
  add_test(NAME ${name} COMMAND test_${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES LABELS "unit;${ARG_LABELS}" TIMEOUT 900)
endfunction()
