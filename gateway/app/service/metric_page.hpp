// The gauges of one scrape as metrics. Names follow Prometheus: base units in the name, `_total` for what
// only grows. Nothing is kept between two scrapes, so a client, source or reason that is no more is no longer
// shown.
#pragma once

#include <prometheus/metric_family.h>

#include <vector>

#include "app/service/gauges.hpp"

namespace raccordo::app {

/// Threads: any.
std::vector<prometheus::MetricFamily> families_of(const Gauges& gauges);

}  // namespace raccordo::app
