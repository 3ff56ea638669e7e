# The libraries that a fuzz target calls. libFuzzer sees only code that counts its branches, which makes it slower: so these
# do, and no others.
set(RACCORDO_FUZZED base model codecs mapping fhir intake extract aggregate_facts aggregate_layers aggregate_release
  aggregate_evidence app_rules)

# raccordo_library(<name> DEPS <targets> PRIVATE <targets> [ALONE <files>]): one library for its folder,
# with every .cpp below it; alias raccordo::<name>. ALONE: files with compile definitions of their own.
function(raccordo_library name)
  cmake_parse_arguments(ARG "" "" "DEPS;PRIVATE;ALONE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(NOT sources)
    add_library(raccordo_${name} INTERFACE)
    target_link_libraries(raccordo_${name} INTERFACE ${ARG_DEPS})
    target_include_directories(raccordo_${name} INTERFACE ${CMAKE_SOURCE_DIR}/gateway ${CMAKE_SOURCE_DIR})
  else()
    if(ARG_ALONE)
      list(TRANSFORM ARG_ALONE PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
      list(REMOVE_ITEM sources ${ARG_ALONE})
    endif()
    raccordo_merge(sources merged_${name})
    add_library(raccordo_${name} STATIC ${sources} ${ARG_ALONE})
    target_link_libraries(raccordo_${name} PUBLIC ${ARG_DEPS} PRIVATE ${ARG_PRIVATE} raccordo::flags)
    target_include_directories(raccordo_${name} PUBLIC ${CMAKE_SOURCE_DIR}/gateway ${CMAKE_SOURCE_DIR})
    if(RACCORDO_LIBFUZZER AND name IN_LIST RACCORDO_FUZZED)
      target_compile_options(raccordo_${name} PRIVATE -fsanitize=fuzzer-no-link)
    endif()
    raccordo_precompile(raccordo_${name} LIBRARY)
  endif()
  add_library(raccordo::${name} ALIAS raccordo_${name})
endfunction()

# raccordo_quick(<targets>): programs that no test runs are compiled without optimisation in the sanitized builds.
function(raccordo_quick)
  if(RACCORDO_SANITIZE)
    foreach(target ${ARGN})
      target_compile_options(${target} PRIVATE -O0)
    endforeach()
  endif()
endfunction()

# raccordo_test(<name> DEPS <targets> [LABELS ...] [SHARDS <n>]): one GoogleTest executable test_<name> from every
# .cpp of the current folder, run in n processes, each with a part of the tests. Tests run from the source root, so that
# they find mappings/ and tests/. For each label the target tests_<label> builds the executables that have it.
function(raccordo_test name)
  cmake_parse_arguments(ARG "" "SHARDS" "DEPS;LABELS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT sources)
    return()
  endif()
  raccordo_merge(sources merged_${name})
  add_executable(test_${name} ${sources})
  target_link_libraries(test_${name} PRIVATE ${ARG_DEPS} GTest::gtest GTest::gmock GTest::gtest_main raccordo::flags)
  target_include_directories(test_${name} PRIVATE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/tests)
  if(RACCORDO_SANITIZE AND CMAKE_CURRENT_SOURCE_DIR MATCHES "/tests/unit/")
    # Half the time to compile; the libraries take the time to run.
    target_compile_options(test_${name} PRIVATE -O0)
  endif()
  raccordo_precompile(test_${name} TEST)
  # Relative, so that a compiler cache serves every checkout.
  target_compile_definitions(test_${name} PRIVATE RACCORDO_SOURCE_DIR=".")
  foreach(label ${ARG_LABELS})
    if(NOT TARGET tests_${label})
      add_custom_target(tests_${label})
    endif()
    add_dependencies(tests_${label} test_${name})
  endforeach()
  if(NOT ARG_SHARDS)
    set(ARG_SHARDS 1)
  endif()
  foreach(shard RANGE 1 ${ARG_SHARDS})
    set(test ${name})
    if(ARG_SHARDS GREATER 1)
      set(test ${name}.${shard})
    endif()
    math(EXPR index "${shard} - 1")
    add_test(NAME ${test} COMMAND test_${name} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    set_tests_properties(${test} PROPERTIES LABELS "unit;${ARG_LABELS}" TIMEOUT 900
      COST ${ARG_SHARDS}  # the long ones begin first, so that no core waits at the end
      ENVIRONMENT "GTEST_TOTAL_SHARDS=${ARG_SHARDS};GTEST_SHARD_INDEX=${index}")
  endforeach()
endfunction()
