"""Work done on other machines: what travels, who may do it, who does it, by way of Dask."""
