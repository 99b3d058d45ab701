// State shared by the connections of a server.
//
// Threads: used only by the server's thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <map>
#include <set>
#include <string>

#include "searcher/http/access_log.h"
#include "searcher/http/access_rules.h"
#include "searcher/http/forwarded.h"
#include "searcher/http/metrics.h"
#include "searcher/http/process_pool.h"
#include "searcher/http/public_place.h"
#include "searcher/http/server.h"
#include "searcher/http/wrong_tokens.h"

namespace broadtape {

class Connection;

struct ServerState {
  ServerState(Site& served, const ServerOptions& options);

  Site& site;
  const ServerLimits limits;
  const AccessRules rules;
  const TrustedProxies proxies;
  const AllowedOrigins origins;
  const std::string base_path;
  const std::string public_url;
  WrongTokens wrong_tokens;
  std::size_t held_answers = 0;  // delayed answers to wrong tokens
  Metrics metrics;
  AccessLog log;
  bool stopping = false;
  std::set<Connection*> connections;
  std::map<std::string, std::size_t> by_address;  // number of connections
  // Declared after the members that connections use until they end: its destructor destroys remaining connections.
  boost::asio::io_context io;
  ProcessPool searches;
  ProcessPool exports;
};

}  // namespace broadtape
