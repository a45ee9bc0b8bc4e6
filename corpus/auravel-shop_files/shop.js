(function(){
  var slogans=["Brighter days start here","Join 40,000 early risers"];
  document.querySelectorAll('[role=tab]').forEach(function(t,i){
    t.addEventListener('click',function(){
      document.querySelectorAll('[role=tabpanel]').forEach(function(p,j){p.hidden=i!==j;});
    });
  });
  var b=document.querySelector('.stock');
  if(b){setInterval(function(){b.dataset.s=slogans[Date.now()%2];},5000);}
})();
