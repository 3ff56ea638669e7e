# Language level, warnings, sanitizers. Every target links raccordo::flags.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)

option(RACCORDO_TESTS "Build the tests" ON)
option(RACCORDO_WERROR "Treat warnings as errors" ON)
option(RACCORDO_LIBFUZZER "Build fuzz targets for clang's libFuzzer" OFF)
set(RACCORDO_SANITIZE "" CACHE STRING "address,undefined or thread; empty for none")

find_program(RACCORDO_CCACHE ccache)
if(RACCORDO_CCACHE)
  # Without this setting ccache keeps nothing that was compiled with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${RACCORDO_CCACHE})
endif()

add_library(raccordo_flags INTERFACE)
add_library(raccordo::flags ALIAS raccordo_flags)
target_compile_options(raccordo_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<CXX_COMPILER_ID:GNU>:-Wconversion$<SEMICOLON>-Wsign-conversion$<SEMICOLON>-Wold-style-cast$<SEMICOLON>-Wduplicated-branches>
  $<$<CXX_COMPILER_ID:Clang>:-Wno-ambiguous-reversed-operator> # of RapidJSON's iterators
  $<$<BOOL:${RACCORDO_WERROR}>:-Werror>)
# Hardening; tests/arch/check_hardening.py reads the built program. Fortified functions need optimisation and would
# hide faults from the sanitizers.
target_compile_definitions(raccordo_flags INTERFACE _GLIBCXX_ASSERTIONS)
if(NOT RACCORDO_SANITIZE)
  target_compile_definitions(raccordo_flags INTERFACE $<$<CONFIG:Release>:_FORTIFY_SOURCE=2>)
endif()
target_compile_options(raccordo_flags INTERFACE
  -fstack-protector-strong -fstack-clash-protection -fcf-protection=full)
target_link_options(raccordo_flags INTERFACE -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
if(RACCORDO_LIBFUZZER)
  target_compile_options(raccordo_flags INTERFACE -fsanitize-ignorelist=${CMAKE_SOURCE_DIR}/tests/fuzz/ignorelist.txt)
endif()
if(RACCORDO_SANITIZE)
  target_compile_options(raccordo_flags INTERFACE
    -fsanitize=${RACCORDO_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(raccordo_flags INTERFACE -fsanitize=${RACCORDO_SANITIZE})
  # clang 14 cannot put the marks of its check of function types before coroutines.
  target_compile_options(raccordo_flags INTERFACE $<$<CXX_COMPILER_ID:Clang>:-fno-sanitize=function>)
endif()
if(RACCORDO_SANITIZE STREQUAL "thread")
  # Asio's fences are not modelled by ThreadSanitizer, and g++ warns of each; its mutexes and atomics are.
  target_compile_options(raccordo_flags INTERFACE -Wno-tsan)
endif()
