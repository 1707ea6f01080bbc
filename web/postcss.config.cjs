// Lets style sheets use light-dark(), rem() and the breakpoints of the component library.
module.exports = {
  plugins: {
    'postcss-preset-mantine': {},
  },
};
