# Headers of the standard library, and for tests of GoogleTest, are compiled once instead of once per file. A source must
# still include what it uses: tests/arch/run_tidy.py compiles it without them.
option(RACCORDO_PRECOMPILED "Precompile the headers of the standard library and of GoogleTest" ON)

set(RACCORDO_STANDARD_HEADERS <algorithm> <array> <charconv> <chrono> <condition_variable> <cstdint> <filesystem> <fstream>
  <functional> <iostream> <limits> <map> <memory> <mutex> <optional> <set> <span> <string> <string_view> <thread>
  <unordered_map> <utility> <variant> <vector>)

# raccordo_precompile(<target> <LIBRARY|TEST>): code of libraries and of executables differs (-fPIC, -fPIE), so each has its own.
function(raccordo_precompile target kind)
  if(NOT RACCORDO_PRECOMPILED)
    return()
  endif()
  if(kind STREQUAL LIBRARY)
    set(origin raccordo_precompiled)
  else()
    set(origin raccordo_precompiled_tests)
  endif()
  if(NOT TARGET ${origin})
    file(WRITE ${CMAKE_BINARY_DIR}/${origin}.cpp "int main() {}\n")
    if(kind STREQUAL LIBRARY)
      add_library(${origin} OBJECT ${CMAKE_BINARY_DIR}/${origin}.cpp)
      target_precompile_headers(${origin} PRIVATE ${RACCORDO_STANDARD_HEADERS})
    else()
      add_executable(${origin} ${CMAKE_BINARY_DIR}/${origin}.cpp)
      target_link_libraries(${origin} PRIVATE GTest::gtest GTest::gmock)
      target_precompile_headers(${origin} PRIVATE ${RACCORDO_STANDARD_HEADERS} <gtest/gtest.h> <gmock/gmock.h>)
    endif()
    target_link_libraries(${origin} PRIVATE raccordo::flags)
    set_target_properties(${origin} PROPERTIES EXCLUDE_FROM_ALL ON)
  endif()
  target_precompile_headers(${target} REUSE_FROM ${origin})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # -fpch-preprocess: for ccache. The three warnings are false positives of g++ 12 in std::string (see its bugs 105329 and
    # 105651), which it gives where that header is precompiled. They are on without precompiled headers.
    target_compile_options(${target} PRIVATE
      -fpch-preprocess -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow)
  endif()
endfunction()
