# Copies the page from ROOT to OUTPUT. With ESBUILD, its modules and its styles become two files, which index.html then
# names in their place: bundle/page.js, with a source map to the modules, and bundle/page.css.
file(REMOVE_RECURSE ${OUTPUT})
file(COPY ${ROOT}/ DESTINATION ${OUTPUT})
if(NOT ESBUILD)
  return()
endif()

file(READ ${OUTPUT}/index.html page)
set(styles "")
string(REGEX MATCHALL "\n *<link rel=\"stylesheet\" href=\"styles/[a-z_]+[.]css\">" links "${page}")
foreach(link IN LISTS links)
  string(REGEX REPLACE ".*href=\"(.*)\">" "\\1" name "${link}")
  file(READ ${OUTPUT}/${name} style)
  string(APPEND styles "${style}")
endforeach()
file(WRITE ${OUTPUT}/bundle/page.css "${styles}")
execute_process(
  COMMAND ${ESBUILD} bundle/page.css --minify --outfile=bundle/page.css --allow-overwrite --log-level=warning
  COMMAND_ERROR_IS_FATAL ANY
  WORKING_DIRECTORY ${OUTPUT})
execute_process(
  COMMAND ${ESBUILD} scripts/main.js --bundle --format=esm --minify --sourcemap --sources-content=false
          --outfile=bundle/page.js --log-level=warning
  COMMAND_ERROR_IS_FATAL ANY
  WORKING_DIRECTORY ${OUTPUT})

# The bundle of styles takes the place of the first of them.
list(GET links 0 first)
string(REGEX REPLACE "styles/[a-z_]+" "bundle/page" bundled "${first}")
string(REPLACE "${first}" "${bundled}" page "${page}")
foreach(link IN LISTS links)
  string(REPLACE "${link}" "" page "${page}")
endforeach()
string(REPLACE "\"scripts/main.js\"" "\"bundle/page.js\"" page "${page}")
if(NOT page MATCHES "bundle/page.css" OR NOT page MATCHES "bundle/page.js")
  message(FATAL_ERROR "index.html does not name the styles or scripts/main.js as bundle.cmake expects them")
endif()
file(WRITE ${OUTPUT}/index.html "${page}")
