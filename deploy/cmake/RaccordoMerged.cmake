# Several sources compiled in one file take about half the time: headers are read and templates are compiled once. The presets
# release, asan and tsan do it; dev compiles source by source. That each source includes what it uses is told by
# tests/arch/run_tidy.py.
set(RACCORDO_MERGED 0 CACHE STRING "Compile at most so many sources in one file; 0 for each by itself")
set(RACCORDO_MERGE_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/merge_sources.py)

if(RACCORDO_MERGED)
  # g++ takes a source that is included for a header, in which a type must not use one of a namespace without name.
  target_compile_options(raccordo_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
endif()

# raccordo_merge(<variable> <name>): replaces the sources in the variable by the files to compile.
function(raccordo_merge variable name)
  if(NOT RACCORDO_MERGED)
    return()
  endif()
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${RACCORDO_MERGE_SCRIPT})
  execute_process(COMMAND ${Python3_EXECUTABLE} ${RACCORDO_MERGE_SCRIPT} ${CMAKE_SOURCE_DIR}
    ${CMAKE_CURRENT_BINARY_DIR}/${name} ${RACCORDO_MERGED} ${${variable}}
    OUTPUT_VARIABLE files COMMAND_ERROR_IS_FATAL ANY)
  string(STRIP "${files}" files)
  string(REPLACE "\n" ";" files "${files}")
  set(${variable} ${files} PARENT_SCOPE)
endfunction()
